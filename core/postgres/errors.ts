import { defineErrors } from '../errors.ts';

export const postgresErrors = defineErrors({
  databaseBinariesMissing: {
    status: 500,
    scope: 'process',
    retry: false,
    message: { en: 'No PostgreSQL for {platform} is installed beside the hub.', zh: '未找到适用于 {platform} 的 PostgreSQL 程序。' },
    fix: {
      en: 'Run npm ci again on this machine, or set DATABASE_URL to a PostgreSQL 18 or later.',
      zh: '请在本机重新运行 npm ci，或将 DATABASE_URL 指向 PostgreSQL 18 及以上版本。',
    },
  },
  databaseFolderUnreachable: {
    status: 500,
    scope: 'process',
    retry: false,
    message: {
      en: 'PostgreSQL refuses to run as root, and the account "nobody" cannot enter {folder}.',
      zh: 'PostgreSQL 不允许以 root 运行，而账户 nobody 无法进入 {folder}。',
    },
    fix: {
      en: 'Run the hub as an ordinary user, or put --data where other accounts may enter, or install setpriv (package util-linux).',
      zh: '请以普通用户运行，或将 --data 放到其他账户可进入的目录，或安装 setpriv（util-linux 软件包）。',
    },
  },
  databaseNotStarted: {
    status: 503,
    scope: 'process',
    retry: true,
    message: { en: 'The database in {folder} did not start: {reason}', zh: '{folder} 中的数据库未能启动：{reason}' },
    fix: { en: 'Read {logFile}; the last lines say why.', zh: '请查看 {logFile} 的最后几行。' },
  },
  databaseUnreachable: {
    status: 503,
    scope: 'process',
    retry: true,
    message: { en: 'The database does not answer: {reason}', zh: '数据库没有响应：{reason}' },
    fix: { en: 'Check DATABASE_URL and that the server runs.', zh: '请检查 DATABASE_URL 以及数据库服务是否运行。' },
  },
  databaseLost: {
    status: 503,
    scope: 'process',
    retry: true,
    message: { en: 'The connection to the database was lost: {reason}.', zh: '与数据库的连接已中断：{reason}。' },
    fix: {
      en: 'Run the same command again: it starts the database where that has stopped, and goes on. What was served before is still served; nothing is left half done.',
      zh: '请重新运行同一命令：数据库若已停止会自动启动，并继续完成。此前的数据仍可查询，不会留下半成品。',
    },
  },
  databaseTooOld: {
    status: 500,
    scope: 'process',
    retry: false,
    message: {
      en: 'The server is PostgreSQL {version}; the hub needs 18 or later.',
      zh: '数据库为 PostgreSQL {version}，需要 18 或更高版本。',
    },
    fix: { en: 'Point DATABASE_URL to a newer server, or leave it unset.', zh: '请将 DATABASE_URL 指向更新的服务器，或不设置该变量。' },
  },
  databaseNewer: {
    status: 500,
    scope: 'process',
    retry: false,
    message: {
      en: 'The data was written by a newer hub: its database is at migration {found}, this program knows {known}.',
      zh: '数据由更新版本的程序写入：数据库迁移版本为 {found}，本程序只认识 {known}。',
    },
    fix: { en: 'Run the newer program, or restore a backup made by this one.', zh: '请运行更新的程序，或恢复由本版本制作的备份。' },
  },
  migrationChanged: {
    status: 500,
    scope: 'process',
    retry: false,
    message: { en: 'Migration {name} was applied with other content than it has now.', zh: '迁移 {name} 的内容与已执行的不同。' },
    fix: {
      en: 'Restore the file as it was released; changes go into a new migration.',
      zh: '请恢复该文件的发布版本；改动应写入新的迁移。',
    },
  },
});
