import { writeFile } from 'node:fs/promises';
import { proposeForFile } from '../../hub-linkage-evidence.ts';
import { type Command, textOption } from '../command.ts';
import { inputFile } from '../linkage/files.ts';
import { linkageSettings } from '../linkage/settings.ts';
import { outFile } from '../out-file.ts';

const init: Command = {
  name: 'init',
  summary: { en: 'look at a file and propose a short model for `sanku link`', zh: '查看文件并为 `sanku link` 推测一个简短模型' },
  words: [{ name: '<file>', says: { en: 'CSV or TSV with a header', zh: '带表头的 CSV 或 TSV' } }],
  options: [{ flags: '--out <file>', says: { en: 'write the YAML there instead of showing it', zh: '写入此文件而不是显示' } }],
  details: {
    en: 'Comments say how full each column is, and what was left out and why. No value of the file is shown.',
    zh: '注释说明各列的填充情况，以及未采用的列和原因。不显示文件中的任何值。',
  },
  async run(context, { words, options }) {
    const { language } = context.settings;
    const file = await inputFile(words[0]!);
    const proposed = await proposeForFile({ ...linkageSettings(context, options), file, language });
    const out = textOption(options, 'out');
    if (out === undefined) return { json: proposed, text: proposed.yaml.trimEnd() };
    const place = await outFile(out);
    await writeFile(place, proposed.yaml);
    return { json: { ...proposed, out: place }, text: context.text({ en: `written to ${place}`, zh: `已写入 ${place}` }) };
  },
};

export const command: Command = {
  name: 'model',
  summary: { en: 'models of `sanku link`', zh: '`sanku link` 的模型' },
  subcommands: [init],
};
