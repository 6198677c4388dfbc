import { defineErrors, type ErrorEntry, usageError } from '../core/errors.ts';

function unusable(message: ErrorEntry['message'], fix: ErrorEntry['fix']): ErrorEntry {
  return { status: 500, scope: 'process', retry: false, message, fix };
}

export const backupErrors = defineErrors({
  backupFolderUsed: usageError(
    { en: '{folder} is not empty and holds no backup of a hub.', zh: '{folder} 不为空，且其中没有本系统的备份。' },
    { en: 'Name an empty folder, or the folder of an earlier backup.', zh: '请指定空文件夹或已有备份的文件夹。' },
  ),
  backupOfOtherHub: usageError(
    {
      en: '{folder} holds the backup of another hub, of {at}. It was left as it is.',
      zh: '{folder} 中是另一个库的备份（{at}），未作改动。',
    },
    { en: 'Check --data, or name another folder.', zh: '请检查 --data，或指定其他文件夹。' },
  ),
  backupInsideData: usageError(
    {
      en: '{folder} lies inside the data folder: what destroys the one destroys the other.',
      zh: '{folder} 位于数据目录内，会与数据一同损毁。',
    },
    { en: 'Name a folder on another disk or machine.', zh: '请指定其他磁盘或其他机器上的文件夹。' },
  ),
  backupRunning: {
    status: 409,
    scope: 'process',
    retry: true,
    message: { en: 'Another backup of this hub is running.', zh: '本库的另一个备份正在进行。' },
    fix: { en: 'Wait until it has ended.', zh: '请等它结束后再运行。' },
  },
  backupFileMissing: unusable(
    {
      en: 'The hub counts on {file}, which is not there. No backup was made; an earlier one in that folder still stands.',
      zh: '库所依赖的文件 {file} 不存在。未生成备份；该文件夹中此前的备份仍然有效。',
    },
    {
      en: '`sanku doctor` shows what else is missing. Restore the last good backup on a new data folder.',
      zh: '`sanku doctor` 可列出其他缺失文件。请将最近一次完好的备份恢复到新的数据目录。',
    },
  ),
  backupMissing: usageError(
    { en: '{folder} holds no finished backup: there is no manifest.json.', zh: '{folder} 中没有完整的备份：缺少 manifest.json。' },
    {
      en: 'Check the path. A backup that was cut off is none: run `sanku backup` again, or take an earlier one.',
      zh: '请检查路径。被中断的备份无效：请重新运行 `sanku backup`，或使用更早的备份。',
    },
  ),
  backupFormatUnknown: unusable(
    {
      en: 'The backup in {folder} has the form {found}; this program reads {known}.',
      zh: '{folder} 中的备份格式为 {found}，本程序只能读取 {known}。',
    },
    { en: 'Restore it with the program that made it.', zh: '请用生成它的程序版本恢复。' },
  ),
  backupDamaged: unusable(
    {
      en: 'The backup in {folder} is damaged: {file} is missing or not what was written. Nothing was restored.',
      zh: '{folder} 中的备份已损坏：{file} 缺失或内容被改动。未恢复任何数据。',
    },
    {
      en: 'Copy the backup again from where it is kept, or take an earlier one.',
      zh: '请从备份存放处重新复制，或使用更早的备份。',
    },
  ),
  backupNewer: unusable(
    {
      en: 'The backup in {folder} was made by the newer program {program}: its database is at migration {found}, this program knows {known}.',
      zh: '{folder} 中的备份由更新的程序 {program} 生成：数据库迁移版本为 {found}，本程序只认识 {known}。',
    },
    { en: 'Restore it with program {program} or a later one.', zh: '请用 {program} 或更高版本的程序恢复。' },
  ),
  restoreFolderUsed: usageError(
    {
      en: '{folder} is not empty. A backup is restored on an empty data folder only.',
      zh: '{folder} 不为空。备份只能恢复到空的数据目录。',
    },
    {
      en: 'Name a new folder with --data, and delete the old one when all is well.',
      zh: '请用 --data 指定新文件夹，确认无误后再删除旧的。',
    },
  ),
  restoreDatabaseUsed: usageError(
    { en: 'The database that DATABASE_URL names holds a hub already.', zh: 'DATABASE_URL 指向的数据库中已有数据。' },
    { en: 'Name an empty database, or drop its schema {schema} first.', zh: '请使用空数据库，或先删除其中的 {schema} 模式。' },
  ),
  restoreUnfinished: unusable(
    {
      en: 'A restore into {folder} was cut off; what lies there is not a whole hub.',
      zh: '向 {folder} 的恢复曾被中断，其中的数据不完整。',
    },
    { en: 'Delete the folder and run `sanku restore` again.', zh: '请删除该文件夹并重新运行 `sanku restore`。' },
  ),
});
