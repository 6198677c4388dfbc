import { decideLearnedName, LEARNED_KINDS, listNames, showLearnedName } from '../../hub-gazetteer.ts';
import { type Command, type CommandOption, type CommandRequest, textOption } from '../command.ts';
import { namesText, nameText, stateText } from '../gazetteer-text.ts';
import { wholeNumber } from '../options.ts';

const KIND: CommandOption = { flags: '--kind <kind>', says: { en: 'only of this kind', zh: '仅此类' }, choices: LEARNED_KINDS };
const DIVISION: CommandOption = {
  flags: '--division <code>',
  says: { en: 'only in this division; its code, or the first digits of it', zh: '仅此区划；代码或代码前几位' },
};
const NAME = { name: '<name>', says: { en: 'as the list has it', zh: '名称，与列表一致' } };

function queryOf({ options }: CommandRequest) {
  return { kind: LEARNED_KINDS.find((kind) => kind === options['kind']), division: textOption(options, 'division') };
}

const list: Command = {
  name: 'list',
  isDefault: true,
  summary: { en: 'the names, and what is doubtful about them', zh: '列出名称及存疑之处' },
  options: [
    { flags: '--doubtful', says: { en: 'only doubtful ones that nobody has decided', zh: '仅存疑且尚未处理的' } },
    KIND,
    DIVISION,
    {
      flags: '--limit <number>',
      says: { en: 'at most so many, those in most records first', zh: '最多条数，出现多的在前' },
      default: '100',
    },
  ],
  async run(context, request) {
    const hub = await context.hub();
    const query = queryOf(request);
    const doubtful = request.options['doubtful'] === true;
    await context.record(hub, 'gazetteer', { ...query, doubtful });
    const { version, items } = await listNames(hub, { ...query, doubtful });
    const sorted = items.sort((a, b) => b.records - a.records);
    const shown = sorted.slice(0, wholeNumber(request.options, 'limit'));
    return {
      json: { version: version ?? null, total: items.length, items: shown },
      text: namesText({ version, total: items.length, items: shown }, context.settings.language),
    };
  },
};

/** What cannot be a name could be a person's number: it stays out of the log. */
function loggableName(name: string): string | null {
  return name.length > 40 || /\d{5}/.test(name) ? null : name;
}

const show: Command = {
  name: 'show',
  summary: { en: 'all that is known of a name: by source, its doubts, what was decided', zh: '某名称的全部情况：来源、疑点、处理记录' },
  words: [NAME],
  options: [KIND, DIVISION],
  async run(context, request) {
    const hub = await context.hub();
    const [name = ''] = request.words;
    await context.record(hub, 'gazetteer', { ...queryOf(request), name: loggableName(name) });
    const found = await showLearnedName(hub, { ...queryOf(request), name });
    return { json: found, text: found.map((each) => nameText(each, context.settings.language)).join('\n\n') };
  },
};

interface Decides {
  name: string;
  decision: 'accepted' | 'rejected' | 'renamed' | 'open';
  summary: Command['summary'];
}

function decides({ name, decision, summary }: Decides): Command {
  const to: CommandOption = { flags: '--to <name>', says: { en: 'its right name', zh: '正确名称' }, mandatory: true };
  return {
    name,
    summary,
    words: [NAME],
    options: [
      ...(decision === 'renamed' ? [to] : []),
      KIND,
      DIVISION,
      { flags: '--why <text>', says: { en: 'the reason, kept with the decision', zh: '理由，与决定一同保存' } },
      { flags: '--who <name>', says: { en: "who decides; default: the system's user", zh: '处理人；默认为系统用户' } },
    ],
    async run(context, request) {
      const hub = await context.hub();
      const [text = ''] = request.words;
      const newName = textOption(request.options, 'to');
      const who = textOption(request.options, 'who') ?? context.systemUser;
      const asked = { ...queryOf(request), name: loggableName(text), ...(newName === undefined ? {} : { to: loggableName(newName) }), who };
      await context.record(hub, `gazetteer.${name}`, asked);
      const why = textOption(request.options, 'why');
      const { entry, version } = await decideLearnedName(hub, { ...queryOf(request), name: text, decision, newName, why, who });
      const state = stateText(entry.state, context.settings.language);
      const told = {
        en: `${entry.name} (${entry.kind}, ${entry.division}): ${state}. Addresses are parsed by version ${version.id} from now on.`,
        zh: `${entry.name}（${entry.division}）：${state}。此后按第 ${version.id} 版解析地址。`,
      };
      return { json: { ...entry, version }, text: context.text(told) };
    },
  };
}

const learn: Command = {
  name: 'learn',
  summary: {
    en: 'learn the names anew from all sources; imports do so of what changed',
    zh: '从全部来源重新学习名称；导入时会自动学习有变化的来源',
  },
  async run(context) {
    const hub = await context.hub();
    await context.record(hub, 'gazetteer.learn');
    const { sources, version } = await hub.learn({ all: true });
    const told = {
      en: `learned from ${sources.length} sources: ${version?.names ?? 0} names in use, version ${version?.id ?? 0}`,
      zh: `已从 ${sources.length} 个来源学习：在用名称 ${version?.names ?? 0} 个，第 ${version?.id ?? 0} 版`,
    };
    return { json: { sources, version: version ?? null }, text: context.text(told) };
  },
};

export const command: Command = {
  name: 'gazetteer',
  summary: { en: 'roads, estates and communities learned from the deliveries', zh: '从交付数据中学到的道路、小区、社区名称' },
  details: {
    en: 'The address parser goes by names that stand in at least three records and are not doubtful, and by those a steward accepted. A rejected name is never read as one of its kind; a renamed one is given by its new name. Decisions hold for all later imports.',
    zh: '地址解析采用至少出现在三条记录中且无疑点的名称，以及管理员认可的名称。被否定的名称不再识别为该类；更名的以新名称给出。决定对以后的导入一直有效。',
  },
  subcommands: [
    list,
    show,
    decides({
      name: 'accept',
      decision: 'accepted',
      summary: { en: 'go by a name whatever is doubtful about it', zh: '认可一个名称，不论是否存疑' },
    }),
    decides({ name: 'reject', decision: 'rejected', summary: { en: 'never take this for a name of its kind', zh: '否定一个名称' } }),
    decides({ name: 'rename', decision: 'renamed', summary: { en: 'give a name its right form', zh: '更正一个名称' } }),
    decides({ name: 'reopen', decision: 'open', summary: { en: 'take the decision back', zh: '撤销决定' } }),
    learn,
  ],
};
