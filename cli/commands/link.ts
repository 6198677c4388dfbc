import path from 'node:path';
import { linkFiles } from '../../hub-linkage.ts';
import { type Command, textOption } from '../command.ts';
import { inputFile, outFolder } from '../linkage/files.ts';
import { FILES_WORD, linkageSettings, MEMORY_OPTION, MODEL_OPTION, SQL_OPTION } from '../linkage/settings.ts';
import { linkText } from '../linkage/texts.ts';

export const command: Command = {
  name: 'link',
  summary: { en: 'find the records of plain files that are one', zh: '在普通文件中找出属于同一实体的记录' },
  words: [FILES_WORD],
  options: [
    MODEL_OPTION,
    { flags: '--out <folder>', says: { en: 'folder of the results', zh: '结果文件夹' }, mandatory: true },
    {
      flags: '--truth <file>',
      says: {
        en: '`[file,]id,cluster` or `left_id,right_id,match`, to score against',
        zh: '真值：`[file,]id,cluster` 或 `left_id,right_id,match`',
      },
    },
    MEMORY_OPTION,
    SQL_OPTION,
  ],
  details: {
    en: 'Writes report.html, clusters.csv, pairs.csv, metrics.json and model.json. A YAML model trains itself on the files; the JSON of `sanku train` scores alone.\nNeeds no data folder and no database. `sanku model init FILE` proposes a model; `sanku why OUT A B` tells why two records are one, or not.',
    zh: '写出 report.html、clusters.csv、pairs.csv、metrics.json 和 model.json。YAML 模型在这些文件上自行训练；`sanku train` 的 JSON 可直接评分。\n不需要数据目录和数据库。`sanku model init 文件` 可推测模型；`sanku why 结果文件夹 A B` 说明两条记录为何同一或不同。',
  },
  async run(context, { words, options }) {
    const files = await Promise.all(words.map(inputFile));
    const model = await inputFile(textOption(options, 'model')!);
    const truth = textOption(options, 'truth');
    const linked = await linkFiles({
      ...linkageSettings(context, options),
      files,
      model,
      out: await outFolder(path.resolve(textOption(options, 'out')!)),
      ...(truth !== undefined && { truth: await inputFile(truth) }),
      language: context.settings.language,
    });
    context.progress.clear();
    return { json: { out: linked.out, ...linked.metrics, warnings: linked.warnings }, text: linkText(linked, context.settings.language) };
  },
};
