import { EXPORTS, type ExportName } from '../../hub.ts';
import { type Command, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { outFile } from '../out-file.ts';

export const command: Command = {
  name: 'export',
  summary: { en: 'write assignments, relations, cases or houses as CSV or Arrow', zh: '将归属、关系、疑点或房屋层级导出为 CSV 或 Arrow' },
  words: [
    {
      name: '<what>',
      says: {
        en: 'assignments, relations, cases or houses (house,parent,level)',
        zh: 'assignments、relations、cases 或 houses（house,parent,level）',
      },
    },
  ],
  options: [
    {
      flags: '--out <file>',
      says: { en: 'file to write: CSV, or Arrow IPC when its name ends in .arrow', zh: '要写出的文件：CSV；以 .arrow 结尾时为 Arrow IPC' },
      mandatory: true,
    },
    {
      flags: '--known',
      says: { en: 'also since when the hub knows it: known_from', zh: '另附本库获知的时刻：known_from' },
    },
  ],
  details: {
    en: 'Holds ids, record keys and dates, no names or numbers of people. Sorted: two hubs with the same contents write the same bytes (but for --known).',
    zh: '仅含标识、记录主键与日期，不含姓名和证件号码。已排序：内容相同的两个库导出逐字节相同（--known 除外）。',
  },
  async run(context, { words, options }) {
    const [what = ''] = words;
    if (!isExport(what)) throw cliErrors.exportUnknown({ what });
    const out = await outFile(textOption(options, 'out')!);
    const hub = await context.hub();
    const known = options['known'] === true;
    await context.record(hub, 'export', { what, known });
    context.progress.show({ says: what });
    await hub.exportTable(what, out, { known });
    return { json: { what, out }, text: out };
  },
};

function isExport(text: string): text is ExportName {
  return (EXPORTS as readonly string[]).includes(text);
}
