import { writeRejects } from '../../hub-administration.ts';
import { type Command, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { outFile } from '../out-file.ts';

export const command: Command = {
  name: 'rejects',
  summary: { en: 'write the rejected rows of a delivery, with the reason', zh: '导出某次交付被拒绝的行及原因' },
  words: [{ name: '<delivery>', says: { en: 'its number, from import or deliveries', zh: '交付编号，见 import 或 deliveries' } }],
  options: [{ flags: '--out <file>', says: { en: 'CSV to write', zh: '要写出的 CSV' }, mandatory: true }],
  details: {
    en: "The file has the source's columns and _row, _code, _message. Corrected, it imports again:\n  sanku import --source SOURCE FILE",
    zh: '文件包含来源的各列以及 _row、_code、_message。更正后可再次导入：\n  sanku import --source 来源 文件',
  },
  async run(context, { words, options }) {
    const [text = ''] = words;
    if (!/^\d{1,15}$/.test(text)) throw cliErrors.numberWrong({ option: 'DELIVERY', value: text, example: '1' });
    const delivery = Number(text);
    const out = await outFile(textOption(options, 'out')!);
    const hub = await context.hub();
    await context.record(hub, 'rejects', { delivery });
    const rows = await writeRejects(hub, { delivery, outFile: out, language: context.settings.language });
    return { json: { delivery, rows, out }, text: context.text({ en: `${rows} rows: ${out}`, zh: `${rows} 行：${out}` }) };
  },
};
