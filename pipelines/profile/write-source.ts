import type { Bilingual } from '../../core/errors.ts';
import type { GuessedColumn } from './guess-columns.ts';
import type { GuessedFormat } from './guess-format.ts';
import type { GuessedKey } from './guess-key.ts';
import type { GuessedMention, GuessedRelation } from './guess-mentions.ts';
import { KNOWN_CODES, looksLikeEvents } from './header-words.ts';

export interface SourceGuess {
  source: string;
  format: GuessedFormat;
  columns: GuessedColumn[];
  key: GuessedKey;
  mentions: GuessedMention[];
  relations: GuessedRelation[];
}

type Say = (text: Bilingual) => string;

const PLAIN = /^[A-Za-z\p{Script=Han}][\w\p{Script=Han}（）-]*$/u;
const WORDS = /^(true|false|null|yes|no|on|off|y|n)$/i;

/** A text as YAML takes it inside braces. */
function scalar(text: string | number): string {
  return typeof text === 'number' || (PLAIN.test(text) && !WORDS.test(text)) ? String(text) : JSON.stringify(text);
}

function flow(entries: Record<string, string | number>): string {
  return `{ ${Object.entries(entries)
    .map(([key, value]) => `${scalar(key)}: ${scalar(value)}`)
    .join(', ')} }`;
}

/** A source's YAML that stands as it is, with comments that say why each thing is proposed. No value of a person is in it. */
export function writeSource(guess: SourceGuess, language: keyof Bilingual): string {
  const say: Say = (text) => text[language];
  const { source, format, columns, key, mentions, relations } = guess;
  const rows = format.rows + format.unreadable;
  return [
    `# ${say({ en: `Proposed from a file of ${rows} rows. Read every line: whatever is written here is only as good as that file.`, zh: `根据一个 ${rows} 行的文件推测，请逐行核对：其可靠程度取决于该文件。` })}`,
    `source: ${source}`,
    `title: ${scalar(source)}  # ${say({ en: 'write what people call it', zh: '请写明数据名称' })}`,
    `owner: { unit: "${say({ en: 'to be written', zh: '待填写' })}" }  # ${say({ en: 'the unit that answers for the data', zh: '负责单位' })}`,
    `legalBasis: "${say({ en: 'to be written', zh: '待填写' })}"  # ${say({ en: 'the rule under which it may be shared', zh: '共享的法律依据' })}`,
    ...kindLines(guess, say),
    `format: ${flow({ name: format.name, ...format.settings })}${unreadable(format, say)}`,
    `# ${say(key.why)}`,
    `key: [${key.columns.map(scalar).join(', ')}]`,
    '',
    'columns:',
    ...columns.flatMap((column) => columnLines(column, guess, say)),
    ...(mentions.length === 0
      ? [`# ${say({ en: 'mentions: no column tells of a person, company or house', zh: 'mentions：没有涉及人、企业或房屋的列' })}`]
      : ['', 'mentions:']),
    ...mentions.map(({ role, entity, attributes }) => `  - { role: ${role}, entity: ${entity}, attributes: ${flow(attributes)} }`),
    ...relationLines(relations, mentions, say),
    '',
    `# ${say({ en: 'Half of the rows that came now are the fewest that are believed.', zh: '行数少于本次一半时不予接收。' })}`,
    `expectations: { rows: { min: ${Math.max(1, Math.floor(rows / 2))} } }`,
    '',
  ].join('\n');
}

/** Events come in any number, so that the fewest rows are said for lists only. */
function kindLines({ columns, key, source }: SourceGuess, say: Say): string[] {
  const hasTime = columns.some(({ type }) => type === 'date' || type === 'month');
  const isEvents = hasTime && looksLikeEvents([...key.columns, source]);
  const why = isEvents
    ? { en: 'its words speak of events; snapshot, if every delivery is the whole list', zh: '字段名像事件；若每次为全量请改为 snapshot' }
    : { en: 'append, if every delivery brings only new events', zh: '若每次只含新增事件请改为 append' };
  return [`kind: ${isEvents ? 'append' : 'snapshot'}  # ${say(why)}`];
}

function unreadable({ unreadable: count }: GuessedFormat, say: Say): string {
  return count === 0 ? '' : `  # ${say({ en: `${count} rows cannot be read so`, zh: `有 ${count} 行无法这样读取` })}`;
}

function columnLines(column: GuessedColumn, { key, mentions }: SourceGuess, say: Say): string[] {
  const { name, type, rows, filled, why } = column;
  const fed = mentions.flatMap(({ attributes }) => Object.entries(attributes)).filter(([, from]) => from === name);
  const isName = fed.some(([attribute]) => attribute === 'name') && filled === rows && mentions.length > 0;
  const entries = {
    name,
    type,
    ...(key.columns.includes(name) || isName ? { required: 'true' } : {}),
    ...(fed.length > 0 && type !== 'id-number' ? {} : { sensitivity: sensitivityOf(column, mentions) }),
  };
  const share = rows === 0 ? 0 : Math.floor((filled / rows) * 1000) / 10;
  const comment = `# ${say(why)}${say({ en: `; ${share} % of the rows have a value`, zh: `；${share} % 的行有值` })}`;
  const text = Object.entries(entries).map(([entry, value]) => `${entry}: ${entry === 'required' ? value : scalar(value)}`);
  if (type !== 'code') return [`  - { ${text.join(', ')} }  ${comment}`];
  const table = codeTable(
    column,
    fed.map(([attribute]) => attribute),
  );
  return [
    `  - ${text[0]}  ${comment}`,
    ...text.slice(1).map((line) => `    ${line}`),
    `    # ${say(codesComment(fed.length > 0))}`,
    `    codes: ${table}`,
  ];
}

function codesComment(isFed: boolean): Bilingual {
  return isFed
    ? { en: "the source's code: the hub's", zh: '来源代码: 本库代码' }
    : { en: 'the values seen; on the right write what they mean', zh: '已出现的值；右边请写其含义' };
}

/** Every value seen; of a standard all its codes. */
function codeTable({ codes }: GuessedColumn, attributes: string[]): string {
  const seen = codes ?? [];
  const known = attributes.map((attribute) => KNOWN_CODES[attribute]).find((table) => table !== undefined);
  if (known === undefined) return quoted(Object.fromEntries(seen.map((code) => [code, code])));
  const standard = Object.keys(known).filter((code) => /^\d$/.test(code));
  const listed = seen.some((code) => standard.includes(code)) ? [...new Set([...seen, ...standard])] : seen;
  return quoted(Object.fromEntries(listed.map((code) => [code, known[code]!])));
}

/** Keys always in quotes: 01 must not become a number. */
function quoted(table: Record<string, string>): string {
  const entries = Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{ ${entries.map(([code, word]) => `${JSON.stringify(code)}: ${scalar(word)}`).join(', ')} }`;
}

function sensitivityOf({ type, meaning }: GuessedColumn, mentions: readonly GuessedMention[]): string {
  if (type === 'id-number' || type === 'tax-id' || meaning === 'nation' || meaning === 'socialSecurityNo') return 'sensitive';
  const isOfPerson = ['person-name', 'phone', 'address'].includes(type) || meaning === 'birthDate';
  return isOfPerson || mentions.some(({ entity }) => entity === 'person') ? 'personal' : 'internal';
}

function relationLines(relations: readonly GuessedRelation[], mentions: readonly GuessedMention[], say: Say): string[] {
  const houses = mentions.filter(({ entity }) => entity === 'house').length;
  const untold = mentions.some(({ entity }) => entity !== 'house') && houses > relations.length;
  const note = {
    en: 'Not every address says how it is tied: add { type: living, subject: …, house: … } or another relation.',
    zh: '并非所有地址都能看出关系：请补充 { type: living, subject: …, house: … } 等。',
  };
  return [
    ...(relations.length === 0 ? [] : ['', 'relations:']),
    ...relations.map(({ why, ...relation }) => `  - ${flow(relation)}  # ${say(why)}`),
    ...(untold ? [`# ${say(note)}`] : []),
  ];
}
