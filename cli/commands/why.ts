import path from 'node:path';
import { sayPair, whyPair } from '../../hub-linkage-evidence.ts';
import type { Command } from '../command.ts';
import { inputFile } from '../linkage/files.ts';
import { linkageSettings, MEMORY_OPTION } from '../linkage/settings.ts';
import { evidenceText } from '../linkage/texts.ts';

export const command: Command = {
  name: 'why',
  summary: { en: 'why two records of a link are one, or why not', zh: '说明两条记录为何判为同一，或为何不同' },
  words: [
    { name: '<folder>', says: { en: 'as `sanku link --out` wrote it', zh: '`sanku link --out` 写出的文件夹' } },
    { name: '<a>', says: { en: 'a record: its id, or file:id', zh: '一条记录：id，或 文件:id' } },
    { name: '<b>', says: { en: 'another one', zh: '另一条记录' } },
  ],
  options: [MEMORY_OPTION],
  details: {
    en: 'Answers for every pair, also for one that was never compared. The files must lie where they were linked.',
    zh: '任意一对记录均可查询，包括未参与比较的。原文件须仍在匹配时的位置。',
  },
  async run(context, { words, options }) {
    const [folder, a, b] = words as [string, string, string];
    const request = { ...linkageSettings(context, options), folder: path.resolve(await inputFile(folder)) };
    const evidence = await whyPair({ ...request, records: [a, b] });
    context.progress.clear();
    return { json: { ...evidence, sentence: sayPair(evidence) }, text: evidenceText(evidence, context.settings.language) };
  },
};
