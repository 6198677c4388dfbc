import { cases, decide } from '../../hub-administration.ts';
import { ASKING_OPTIONS, ask } from '../asking.ts';
import { caseText } from '../case-text.ts';
import { type Command, type CommandRequest, type CommandResult, listOption, textOption } from '../command.ts';
import type { Context } from '../context.ts';
import { wordLabel } from '../labels.ts';
import { loggableId } from '../loggable-id.ts';
import { wholeNumber } from '../options.ts';
import { formatTable } from '../table.ts';

const STATES = ['open', 'confirmed', 'dismissed', 'obsolete'] as const;

const TITLES = {
  en: ['case', 'comparison', 'grade', 'state', 'entity', 'other', 'from', 'to', 'amount'],
  zh: ['疑点', '比对', '把握', '状态', '主体', '另一方', '起', '止', '金额'],
};

const list: Command = {
  name: 'list',
  isDefault: true,
  summary: { en: 'list cases', zh: '列出疑点' },
  options: [
    { flags: '--comparison <name>', says: { en: 'of this comparison only', zh: '仅此比对' } },
    { flags: '--state <state>', says: { en: 'only those in this state', zh: '仅此状态' }, choices: STATES },
    { flags: '--entity <id>', says: { en: 'in which this entity stands', zh: '涉及此标识的疑点' } },
    { flags: '--after <case>', says: { en: '`next` of the list before', zh: '上一页的 next' } },
    { flags: '--limit <number>', says: { en: 'at most so many', zh: '最多条数' }, default: '100' },
    {
      flags: '--fields <list>',
      says: { en: 'sentence, evidence and fields of the entities; needs a key', zh: 'sentence、evidence 及实体字段；需要密钥' },
    },
    ...ASKING_OPTIONS,
  ],
  details: {
    en: "Without --fields: what the hub concluded, without anyone's values, for the administrator. With --fields: as over HTTP, with the key in SANKU_KEY.",
    zh: '不带 --fields：仅结论，不含任何人的具体信息，供管理员使用。带 --fields：与 HTTP 接口相同，须在 SANKU_KEY 中提供密钥。',
  },
  run: (context, request) =>
    listOption(request.options, 'fields').length > 0 ? listThroughGate(context, request) : listPlain(context, request),
};

type CaseState = (typeof STATES)[number];

function questionOf({ options }: CommandRequest) {
  const given = {
    comparison: textOption(options, 'comparison'),
    entity: textOption(options, 'entity'),
    after: textOption(options, 'after'),
  };
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof typeof given]?: string;
  };
  const state = textOption(options, 'state') as CaseState | undefined;
  return { ...present, ...(state === undefined ? {} : { state }), limit: wholeNumber(options, 'limit') };
}

async function listPlain(context: Context, request: CommandRequest): Promise<CommandResult> {
  const hub = await context.hub();
  const query = questionOf(request);
  await context.record(hub, 'cases', { ...query, ...(query.entity === undefined ? {} : { entity: loggableId(query.entity) }) });
  const { comparison, ...rest } = query;
  const { items, next } = await cases(hub, { ...rest, ...(comparison === undefined ? {} : { comparisons: [comparison] }) });
  // The sentence and the evidence speak of values, so they stay behind the gate.
  const shown = items.map(({ sentence: _, evidence: __, ...told }) => told);
  const { language } = context.settings;
  const rows = shown.map((each) => [
    ...[each.id, each.comparison, wordLabel(each.grade, language), wordLabel(each.state, language)],
    ...[each.entity, each.other, each.validFrom, each.validTo, each.amount],
  ]);
  return {
    json: { items: shown, ...(next === undefined ? {} : { next }) },
    text: withNext(formatTable(TITLES[language], rows), next),
  };
}

async function listThroughGate(context: Context, request: CommandRequest): Promise<CommandResult> {
  const hub = await context.hub();
  const answer = await ask(context, request, {
    action: 'cases',
    about: (visit) => hub.gate.cases(visit, { ...questionOf(request), fields: listOption(request.options, 'fields') }),
  });
  const blocks = answer.items.map((item) => caseText(item, { config: hub.config, language: context.settings.language }));
  return { json: answer, text: withNext(blocks.join('\n\n'), answer.next) };
}

function withNext(text: string, next: string | undefined): string {
  return next === undefined ? text : `${text}\n… --after ${next}`;
}

function decision(name: string, state: 'confirmed' | 'dismissed' | 'open', summary: Command['summary']): Command {
  return {
    name,
    summary,
    words: [{ name: '<case>', says: { en: 'id of the case: k-…', zh: '疑点编号：k-…' } }],
    options: [
      { flags: '--why <text>', says: { en: 'the reason, kept with the case', zh: '理由，与疑点一同保存' }, mandatory: true },
      { flags: '--who <name>', says: { en: "who decides; default: the system's user", zh: '处理人；默认为系统用户' } },
    ],
    async run(context, { words, options }) {
      const [id = ''] = words;
      const hub = await context.hub();
      await context.record(hub, `cases.${name}`, { case: loggableId(id) });
      const who = textOption(options, 'who') ?? context.systemUser;
      const { sentence: _, evidence: __, ...decided } = await decide(hub, { id, state, who, why: textOption(options, 'why')! });
      return { json: decided, text: `${decided.id}  ${decided.state}` };
    },
  };
}

export const command: Command = {
  name: 'cases',
  summary: { en: 'what comparisons found, and what clerks decided', zh: '比对发现的疑点及处理结果' },
  subcommands: [
    list,
    decision('confirm', 'confirmed', { en: 'the case is right', zh: '确认疑点属实' }),
    decision('dismiss', 'dismissed', { en: 'the case is no wrong', zh: '排除疑点' }),
    decision('reopen', 'open', { en: 'take a decision back', zh: '撤回处理结果' }),
  ],
};
