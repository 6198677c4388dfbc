import type { Item } from '../../access/index.ts';
import type { Hub } from '../../hub.ts';
import { ASKING_OPTIONS, ask } from '../asking.ts';
import { type Command, type CommandRequest, listOption, textOption } from '../command.ts';
import type { Context } from '../context.ts';
import { cliErrors } from '../errors.ts';
import { type Around, itemText } from '../lookup-text.ts';

const ENTITIES = ['person', 'company', 'house'] as const;
type Entity = (typeof ENTITIES)[number];
const TIES = ['occupants', 'companies'] as const;

export const command: Command = {
  name: 'lookup',
  summary: { en: 'look up one person, company or house, with a key', zh: '凭密钥查询个人、法人或房屋' },
  words: [{ name: '<entity>', says: { en: 'person, company or house', zh: 'person、company 或 house' } }],
  options: [
    { flags: '--where <name=value...>', says: { en: 'conditions, all of which must hold', zh: '条件，须全部满足' } },
    { flags: '--id <id>', says: { en: 'read by id instead', zh: '改为按标识读取' } },
    { flags: '--fields <list>', says: { en: 'what is needed: a,b', zh: '所需字段：a,b' } },
    {
      flags: '--occupants <list>',
      says: { en: 'of a house: who lives or is registered there, with these fields', zh: '房屋内的人员及其字段' },
    },
    { flags: '--companies <list>', says: { en: 'of a house: the companies there, with these fields', zh: '房屋内的法人及其字段' } },
    {
      flags: '--children <list>',
      says: { en: 'of a house: the houses in it (units, floors, rooms), with these fields', zh: '房屋的下级（单元、层、室）及其字段' },
    },
    {
      flags: '--within',
      says: { en: 'of a house: also what lies deeper, and who is tied to the houses in it', zh: '包括各级下级房屋及其中的人员、法人' },
    },
    {
      flags: '--houses <list>',
      says: { en: 'of a person or company: the houses it is tied to, with these fields', zh: '个人或法人的各处房屋及其字段' },
    },
    { flags: '--past', says: { en: 'also those who have left, and what has ended', zh: '包括已离开、已结束的' } },
    { flags: '--valid-on <date>', says: { en: 'as it was on this day', zh: '在此日期有效' } },
    { flags: '--known-on <instant>', says: { en: 'as the hub knew it at this instant', zh: '本库在此时刻所知' } },
    ...ASKING_OPTIONS,
  ],
  details: {
    en: 'The key stands in SANKU_KEY, so that it is not seen in the list of processes. Every look-up is logged before it is answered.\n  SANKU_KEY=… sanku lookup person --where idNumber=… --fields name,birthDate --purpose service-window --user 张三',
    zh: '密钥放在环境变量 SANKU_KEY 中，以免出现在进程列表里。每次查询先记日志再答复。\n  SANKU_KEY=… sanku lookup person --where idNumber=… --fields name,birthDate --purpose service-window --user 张三',
  },
  logLevel: 'error',
  async run(context, request) {
    const entity = entityOf(request);
    const hub = await context.hub();
    const { items, knownOn } = await find(context, hub, { entity, request });
    const withTies: (Item & Around)[] = [];
    for (const item of items) {
      const asked = { house: item.id, request };
      const around =
        entity === 'house'
          ? { ...(await childrenOf(context, hub, asked)), ...(await tiesOf(context, hub, asked)) }
          : await housesOf(context, hub, { entityType: entity, id: item.id, request });
      withTies.push({ ...item, ...around });
    }
    return {
      json: { items: withTies, knownOn },
      text:
        withTies.map((item) => itemText(item, { config: hub.config, entity, language: context.settings.language })).join('\n\n') ||
        context.text(NOTHING),
    };
  },
};

const NOTHING = { en: 'Nothing found.', zh: '未找到。' };

function entityOf(request: CommandRequest): Entity {
  const { words, options } = request;
  const entity = ENTITIES.find((name) => name === words[0]);
  if (entity === undefined) throw cliErrors.entityUnknown({ entity: words[0] ?? '' });
  if (options['where'] === undefined && options['id'] === undefined) throw cliErrors.lookupNothingAsked({ entity });
  const others = entity === 'house' ? ['houses'] : [...TIES, 'children', 'within'];
  const misplaced = others.find((option) => options[option] !== undefined);
  if (misplaced !== undefined) {
    const others = entity === 'house' ? 'person, company' : 'house';
    throw cliErrors.optionNotFor({ option: `--${misplaced}`, entity, others });
  }
  conditions(request);
  return entity;
}

function conditions({ options }: CommandRequest): Record<string, string> {
  const written = Array.isArray(options['where']) ? options['where'] : [];
  const pairs = written.map((condition) => {
    const at = condition.indexOf('=');
    if (at < 1 || at === condition.length - 1) throw cliErrors.whereWrong({ condition });
    return [condition.slice(0, at), condition.slice(at + 1)] as const;
  });
  return Object.fromEntries(pairs);
}

function timeOf({ options }: CommandRequest): { validOn?: string; knownOn?: string } {
  const validOn = textOption(options, 'validOn');
  const knownOn = textOption(options, 'knownOn');
  return { ...(validOn === undefined ? {} : { validOn }), ...(knownOn === undefined ? {} : { knownOn }) };
}

async function find(
  context: Context,
  { gate }: Hub,
  { entity, request }: { entity: Entity; request: CommandRequest },
): Promise<{ items: Item[]; knownOn: string }> {
  const fields = listOption(request.options, 'fields');
  const question = { entityType: entity, fields, ...timeOf(request) };
  const id = textOption(request.options, 'id');
  if (id === undefined) {
    const where = conditions(request);
    return ask(context, request, { action: `${entity}Search`, about: (visit) => gate.search(visit, { ...question, where }) });
  }
  const read = (one: string) =>
    ask(context, request, { action: `${entity}Read`, about: (visit) => gate.read(visit, { ...question, id: one }) });
  let answer = await read(id);
  if ('movedTo' in answer) {
    context.say({ en: `${id} is now ${answer.movedTo}.`, zh: `${id} 现为 ${answer.movedTo}。` });
    answer = await read(answer.movedTo);
  }
  if ('movedTo' in answer) return { items: [], knownOn: new Date().toISOString() };
  return { items: [answer], knownOn: answer.knownOn };
}

interface AskedHouse {
  house: string;
  request: CommandRequest;
}

async function childrenOf(context: Context, { gate }: Hub, { house, request }: AskedHouse): Promise<Around> {
  const fields = listOption(request.options, 'children');
  if (fields.length === 0) return {};
  const question = { house, fields, within: request.options['within'] === true, limit: 5000, ...timeOf(request) };
  const answer = await ask(context, request, { action: 'houseChildren', about: (visit) => gate.children(visit, question) });
  return 'movedTo' in answer ? {} : { children: answer };
}

async function tiesOf(context: Context, { gate }: Hub, { house, request }: AskedHouse): Promise<Around> {
  const found: Around = {};
  for (const relation of TIES) {
    const fields = listOption(request.options, relation);
    if (fields.length === 0) continue;
    const { past, within } = request.options;
    const question = { house, relation, fields, past: past === true, within: within === true, ...timeOf(request) };
    const action = relation === 'occupants' ? 'houseOccupants' : 'houseCompanies';
    const answer = await ask(context, request, { action, about: (visit) => gate.ties(visit, question) });
    if (!('movedTo' in answer)) found[relation] = answer;
  }
  return found;
}

interface AskedSubject {
  entityType: 'person' | 'company';
  id: string;
  request: CommandRequest;
}

async function housesOf(context: Context, { gate }: Hub, { entityType, id, request }: AskedSubject): Promise<Around> {
  const fields = listOption(request.options, 'houses');
  if (fields.length === 0) return {};
  const question = { entityType, id, fields, past: request.options['past'] === true, ...timeOf(request) };
  const answer = await ask(context, request, { action: `${entityType}Houses`, about: (visit) => gate.houses(visit, question) });
  return 'movedTo' in answer ? {} : { houses: answer };
}
