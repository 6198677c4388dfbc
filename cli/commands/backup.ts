import path from 'node:path';
import { backupHub } from '../../hub-backup.ts';
import type { Command } from '../command.ts';
import { inTenths } from '../in-tenths.ts';
import { sizeText } from '../size-text.ts';
import { VERSION } from '../version.ts';

export const command: Command = {
  name: 'backup',
  summary: { en: 'copy the whole hub while it serves', zh: '在服务期间完整备份' },
  words: [
    {
      name: '<folder>',
      says: { en: 'empty, or an earlier backup of this hub, which is brought up to date', zh: '空文件夹，或本库已有的备份（将更新）' },
    },
  ],
  details: {
    en: 'Database, lake and originals as of one instant, and uploads that wait; configuration included, secrets and inbox not. What has not changed is not copied again.\nCut off, it counts for nothing, and the earlier backup still stands. It holds everything in clear: keep it as safe as the hub.',
    zh: '同一时刻的数据库、数据湖与原始文件，以及待导入的上传文件，含配置，不含密钥与收件目录。未变化的文件不再复制。\n中断则不计入，原有备份仍有效。备份未加密，请与数据目录同等保护。',
  },
  async run(context, { words }) {
    const folder = path.resolve(words[0]!);
    const hub = await context.hub();
    await context.record(hub, 'backup');
    context.progress.begin();
    const says = context.text({ en: 'backup', zh: '备份' });
    const made = await backupHub(hub, {
      folder,
      program: VERSION,
      progress: inTenths(({ share }) => context.progress.show({ says, share })),
    });
    const { at, tables, rows, files, copied, bytes, bytesWritten } = made;
    const text = context.text({
      en: `backup of ${at} in ${folder}: ${rows} rows in ${tables} tables, ${files} files (${copied} new), ${sizeText(bytes)}, ${sizeText(bytesWritten)} of it written now`,
      zh: `${at} 的备份已存于 ${folder}：${tables} 张表共 ${rows} 行，${files} 个文件（新增 ${copied} 个），${sizeText(bytes)}，本次写入 ${sizeText(bytesWritten)}`,
    });
    return { json: { folder, ...made }, text };
  },
};
