import path from 'node:path';
import { howItGrew } from '../../hub-linkage-evidence.ts';
import type { Command } from '../command.ts';
import { inputFile } from '../linkage/files.ts';
import { linkageSettings, MEMORY_OPTION } from '../linkage/settings.ts';
import { historyText } from '../linkage/texts.ts';

export const command: Command = {
  name: 'how',
  summary: { en: 'how a cluster of a link came to be, step by step', zh: '逐步说明一个聚类如何形成' },
  words: [
    { name: '<folder>', says: { en: 'as `sanku link --out` wrote it', zh: '`sanku link --out` 写出的文件夹' } },
    { name: '<cluster>', says: { en: 'its number in clusters.csv', zh: 'clusters.csv 中的聚类编号' } },
  ],
  options: [MEMORY_OPTION],
  async run(context, { words, options }) {
    const [folder, cluster] = words as [string, string];
    const request = { ...linkageSettings(context, options), folder: path.resolve(await inputFile(folder)) };
    const history = await howItGrew({ ...request, cluster });
    context.progress.clear();
    return { json: history, text: historyText(history, context.settings.language) };
  },
};
