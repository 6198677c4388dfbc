import { evaluateResult } from '../../hub-linkage-evidence.ts';
import { type Command, textOption } from '../command.ts';
import { inputFile } from '../linkage/files.ts';
import { linkageSettings, MEMORY_OPTION } from '../linkage/settings.ts';
import { measureTable, truthNote } from '../linkage/texts.ts';

export const command: Command = {
  name: 'evaluate',
  summary: { en: 'hold the clusters of a link, or of any engine, beside a truth', zh: '将匹配结果（本系统或其他引擎）与真值对照' },
  words: [
    {
      name: '<result>',
      says: { en: 'folder of `sanku link`, or a CSV with file,id,cluster', zh: '`sanku link` 的结果文件夹，或含 file,id,cluster 的 CSV' },
    },
  ],
  options: [
    {
      flags: '--truth <file>',
      says: { en: '`[file,]id,cluster` or `left_id,right_id,match`', zh: '`[file,]id,cluster` 或 `left_id,right_id,match`' },
      mandatory: true,
    },
    MEMORY_OPTION,
  ],
  details: {
    en: 'The best of all thresholds needs pairs.csv beside the clusters.',
    zh: '计算最佳阈值需要聚类文件旁的 pairs.csv。',
  },
  async run(context, { words: [result], options }) {
    const truth = await inputFile(textOption(options, 'truth')!);
    const { language } = context.settings;
    const evaluation = await evaluateResult({ ...linkageSettings(context, options), result: await inputFile(result!), truth });
    const { pairs, bcubed, best, wrongJoins, missed, truth: known } = evaluation;
    const counts = {
      en: `Joined wrongly: ${wrongJoins.toLocaleString('en')} pairs; missed: ${missed.toLocaleString('en')}.`,
      zh: `误合并 ${wrongJoins.toLocaleString('en')} 对，漏合并 ${missed.toLocaleString('en')} 对。`,
    };
    const note = known.known < known.lines ? [truthNote(evaluation, language)] : [];
    return {
      json: { pairs, bcubed, best, wrongJoins, missed, truth: known },
      text: [measureTable(evaluation, language), [counts[language], ...note].join('\n')].join('\n\n'),
    };
  },
};
