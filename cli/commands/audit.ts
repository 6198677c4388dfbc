import { verifyAudit } from '../../access/index.ts';
import type { Bilingual } from '../../core/errors.ts';
import { readingsOf } from '../../hub-administration.ts';
import type { Command } from '../command.ts';
import { loggableId } from '../loggable-id.ts';
import { formatTable } from '../table.ts';

const REASONS: Record<string, Bilingual> = {
  lineMissing: { en: 'the line is missing', zh: '此行缺失' },
  lineChanged: { en: 'the line was changed', zh: '此行被改动' },
  linkBroken: { en: 'the line does not follow the one before', zh: '此行与前一行不衔接' },
  endMissing: { en: 'the log goes on no further, though more was written', zh: '日志在此中断，其后的内容缺失' },
  headMissing: { en: 'nothing says where the chain ends', zh: '没有链尾记录' },
  headDiffers: { en: 'the recorded end is another line', zh: '链尾记录与此行不符' },
};

const verify: Command = {
  name: 'verify',
  isDefault: true,
  summary: { en: 'check that no line of the access log was changed or removed', zh: '校验访问日志是否被改动或删除' },
  details: { en: 'Exit code 1 and the place, where the chain is broken.', zh: '若链条断裂，退出码为 1 并给出位置。' },
  async run(context) {
    const verdict = await verifyAudit((await context.hub()).database);
    if (verdict.ok) {
      const { lines, chains } = verdict;
      return {
        json: verdict,
        text: context.text({ en: `whole: ${lines} lines in ${chains} chains`, zh: `完整：${chains} 条链，共 ${lines} 行` }),
      };
    }
    const { chain, sequence, reason } = verdict.broken;
    const why = context.text(REASONS[reason]!);
    const text = context.text({ en: `broken at chain ${chain}, line ${sequence}: ${why}`, zh: `链 ${chain} 第 ${sequence} 行：${why}` });
    return { json: verdict, text, exitCode: 1 };
  },
};

const TITLES = {
  en: ['at', 'reader', 'user', 'purpose', 'case', 'action', 'outcome', 'fields'],
  zh: ['时间', '使用方', '操作人', '用途', '事项', '操作', '结果', '字段'],
};

const subject: Command = {
  name: 'subject',
  summary: { en: 'who read what of one person, company or house', zh: '谁查询过某人、法人或房屋的哪些内容' },
  words: [{ name: '<id>', says: { en: 'p-…, c-… or h-…; ids merged into it are included', zh: 'p-…、c-… 或 h-…；含已并入的标识' } }],
  async run(context, { words }) {
    const hub = await context.hub();
    await context.record(hub, 'auditSubject', { entity: loggableId(words[0]!) });
    const readings = await readingsOf(hub, words[0]!);
    const rows = readings.map(({ at, reader, user, purpose, caseNumber, action, outcome, fields }) => [
      ...[at.toISOString(), reader, user, purpose, caseNumber, action, outcome, fields.join(', ')],
    ]);
    return { json: readings, text: formatTable(TITLES[context.settings.language], rows) };
  },
};

export const command: Command = {
  name: 'audit',
  summary: { en: 'the access log: is it whole; who read what of whom', zh: '访问日志：是否完整；谁查询了谁' },
  subcommands: [verify, subject],
};
