import { existsSync } from 'node:fs';
import path from 'node:path';
import { loadConfig } from '../../config/index.ts';
import { loadRegistries, SHIPPED_CONFIG } from '../../hub.ts';
import { parseAddressFile } from '../../hub-address-file.ts';
import { addressFinding, createAddressAnswers } from '../../hub-addresses.ts';
import { createHubAddresses } from '../../hub-gazetteer.ts';
import { type Command, type CommandRequest, textOption } from '../command.ts';
import type { Context } from '../context.ts';
import { hubExists } from '../current-config.ts';
import { cliErrors } from '../errors.ts';
import { wordLabel } from '../labels.ts';
import { outFile } from '../out-file.ts';
import { formatTable } from '../table.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TITLES = { en: ['part', 'text', 'value', 'code', 'sure'], zh: ['部分', '原文', '规范值', '代码', '把握'] };

const parse: Command = {
  name: 'parse',
  isDefault: true,
  summary: { en: 'take an address apart: province to room', zh: '解析地址：从省到室' },
  words: [{ name: '<what>', says: { en: 'an address, or with --column a CSV file', zh: '一个地址；配合 --column 则为 CSV 文件' } }],
  options: [
    { flags: '--column <name>', says: { en: 'of the file: the column with addresses', zh: '文件中的地址列' } },
    {
      flags: '--out <file>',
      says: { en: 'of the file: CSV to write, its columns and those of the address', zh: '要写出的 CSV：原有各列加地址各列' },
    },
    { flags: '--on <date>', says: { en: 'divisions as they were on this day', zh: '按此日期的行政区划' } },
    {
      flags: '--home <code>',
      says: { en: 'where a name fits several places, take the one in this division', zh: '名称对应多处时，取此区划内的一处' },
    },
  ],
  details: {
    en: 'Nothing leaves this machine and nothing is kept.\n  sanku address parse 浙江省宁波市海曙区县学街22号6幢1单元502室\n  sanku address parse firms.csv --column address --out parsed.csv',
    zh: '数据不离开本机，也不保存。\n  sanku address parse 浙江省宁波市海曙区县学街22号6幢1单元502室\n  sanku address parse firms.csv --column 地址 --out parsed.csv',
  },
  async run(context, request) {
    const { words, options } = request;
    const [what = ''] = words;
    const on = textOption(options, 'on');
    if (on !== undefined && !DAY.test(on)) throw cliErrors.dayWrong({ option: '--on', value: on });
    const column = textOption(options, 'column');
    if ((column === undefined) !== (textOption(options, 'out') === undefined)) throw cliErrors.addressFileHalf();
    if (column !== undefined) return parseFile(context, request, column);
    if (existsSync(path.resolve(what))) throw cliErrors.addressFileHalf();
    return parseText(context, request, what);
  },
};

export const command: Command = {
  name: 'address',
  summary: { en: 'addresses and their parts', zh: '地址解析' },
  subcommands: [parse],
};

/** The hub's own table of divisions and the names it has learned, where there is a hub; else the table that ships with the program. */
async function answersFor(context: Context, { options }: CommandRequest) {
  const home = textOption(options, 'home');
  if (hubExists(context)) return createHubAddresses(await context.hub(), home);
  const { registries } = await loadRegistries();
  const config = await loadConfig({ folder: context.settings.configFolder ?? SHIPPED_CONFIG, registries });
  return createAddressAnswers({ divisions: config.divisions, home });
}

async function parseText(context: Context, request: CommandRequest, text: string) {
  const parser = await (await answersFor(context, request)).prepare();
  const parsed = parser.parse(text, textOption(request.options, 'on'));
  const { language } = context.settings;
  const rows = parsed.parts.flatMap(({ level, text: written, value, code, confidence }) =>
    level === 'mark' ? [] : [[wordLabel(level, language), written, value, code ?? '', confidence.toFixed(2)]],
  );
  const why = parsed.findings.map(({ code, about }) => `- ${about === '' ? '' : `${about}: `}${addressFinding(code)[language]}`);
  const others = parsed.alternatives.map(({ code, name }) => `  ${code} ${name}`);
  const choices = others.length === 0 ? [] : ['', context.text({ en: 'It may be:', zh: '可能是：' }), ...others];
  return {
    json: { ...parsed, gazetteer: parser.gazetteer },
    text: [formatTable(TITLES[language], rows), ...(why.length > 0 ? ['', ...why] : []), ...choices].join('\n'),
  };
}

async function parseFile(context: Context, request: CommandRequest, column: string) {
  const out = await outFile(textOption(request.options, 'out')!);
  const says = context.text({ en: 'parsing', zh: '正在解析' });
  const onRows = (rows: number) => context.progress.show({ says, rows });
  const answers = await answersFor(context, request);
  const result = await parseAddressFile(answers, {
    file: path.resolve(request.words[0]!),
    column,
    out,
    on: textOption(request.options, 'on'),
    onRows,
  });
  const { rows, counts, damagedLines } = result;
  if (damagedLines > 0)
    context.say({
      en: `${damagedLines} lines have bytes that do not decode; they stand there with �.`,
      zh: `${damagedLines} 行含无法解码的字节，以 � 代替。`,
    });
  const summary = {
    en: `${rows} addresses: ${counts.district} with a district, ${counts.place} with a road or estate, ${counts.room} with a room, ${counts.nothing} not understood: ${out}`,
    zh: `${rows} 个地址：有区县 ${counts.district}，有路或小区 ${counts.place}，有室号 ${counts.room}，未能识别 ${counts.nothing}：${out}`,
  };
  return { json: { ...result, out }, text: context.text(summary) };
}
