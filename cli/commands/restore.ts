import path from 'node:path';
import type { Bilingual } from '../../core/errors.ts';
import { restoreHub, verifyHub } from '../../hub-backup.ts';
import type { Command } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { inTenths } from '../in-tenths.ts';

const STAGES: Record<string, Bilingual> = {
  checking: { en: 'checking the backup', zh: '正在校验备份' },
  files: { en: 'files', zh: '正在恢复文件' },
  database: { en: 'database', zh: '正在恢复数据库' },
};

export const command: Command = {
  name: 'restore',
  summary: { en: 'make a hub out of a backup, on an empty data folder', zh: '将备份恢复到空的数据目录' },
  words: [{ name: '<folder>', says: { en: 'the backup', zh: '备份文件夹' } }],
  details: {
    en: 'Name the new data folder with --data. The backup is checked whole before anything is written. Its configuration is written to DATA/config\nand used from then on; --config names another. Afterwards migrations run, and the access log is verified.',
    zh: '用 --data 指定新的数据目录。写入之前先完整校验备份。其配置写入 DATA/config 并沿用，可用 --config 另行指定。\n随后执行数据库迁移并校验访问日志。',
  },
  async run(context, { words }) {
    const folder = path.resolve(words[0]!);
    const { dataFolder, databaseUrl } = context.settings;
    context.progress.begin();
    const { at, program, published, files, tables } = await restoreHub({
      ...{ folder, dataFolder, databaseUrl },
      progress: inTenths(({ stage, share }) => context.progress.show({ says: context.text(STAGES[stage]!), share })),
    });
    const hub = await context.hub();
    const verdict = await verifyHub(hub);
    if (!verdict.ok) throw cliErrors.restoredLogBroken({ chain: verdict.broken.chain, sequence: verdict.broken.sequence });
    await context.record(hub, 'restore', { at });
    const config = hub.config.folder;
    const text = context.text({
      en: `${dataFolder} is the hub of ${at}: ${files.length} files, ${tables.length} tables, run ${published}; the access log is whole.\nIts configuration: ${config}`,
      zh: `${dataFolder} 已恢复到 ${at}：${files.length} 个文件，${tables.length} 张表，第 ${published} 次运行；访问日志完整。\n所用配置：${config}`,
    });
    return { json: { data: dataFolder, at, program, published, files: files.length, tables: tables.length, config, audit: verdict }, text };
  },
};
