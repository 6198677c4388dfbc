import { writeFile } from 'node:fs/promises';
import { writePrivately } from '../../core/private-file.ts';
import { trainModel } from '../../hub-linkage.ts';
import { type Command, textOption } from '../command.ts';
import { inputFile } from '../linkage/files.ts';
import { FILES_WORD, linkageSettings, MEMORY_OPTION, MODEL_OPTION, SQL_OPTION } from '../linkage/settings.ts';
import { warningLines } from '../linkage/texts.ts';
import { outFile } from '../out-file.ts';

export const command: Command = {
  name: 'train',
  summary: { en: 'learn the weights of a model from files, once for many links', zh: '从文件学习模型权重，一次训练多次使用' },
  words: [FILES_WORD],
  options: [
    MODEL_OPTION,
    { flags: '--out <file>', says: { en: 'the trained model, one JSON', zh: '训练好的模型，一个 JSON 文件' }, mandatory: true },
    MEMORY_OPTION,
    SQL_OPTION,
  ],
  details: {
    en: 'The same files and model give the same bytes. `sanku link --model` takes the JSON as it is. It holds frequent values of the columns: keep it as you keep the files.',
    zh: '文件与模型相同，结果逐字节相同。`sanku link --model` 可直接使用该 JSON。其中含有各列的常见值，请按原始文件的要求保管。',
  },
  async run(context, { words, options }) {
    const files = await Promise.all(words.map(inputFile));
    const out = await outFile(textOption(options, 'out')!);
    const model = await inputFile(textOption(options, 'model')!);
    const { model: trained, warnings } = await trainModel({ ...linkageSettings(context, options), files, model });
    await writePrivately(out, (file) => writeFile(file, `${JSON.stringify(trained, null, 2)}\n`));
    context.progress.clear();
    const { language } = context.settings;
    const { records, rounds } = trained.trained.figures;
    const said = {
      en: `Trained on ${records.toLocaleString('en')} records in ${rounds} rounds; model ${trained.version} written to ${out}`,
      zh: `已在 ${records.toLocaleString('en')} 条记录上训练 ${rounds} 轮；模型 ${trained.version} 写入 ${out}`,
    };
    const { version, trained: learnt } = trained;
    const json = { out, version, figures: learnt.figures, thresholds: learnt.thresholds, warnings };
    return { json, text: [...warningLines(warnings, language), said[language]].join('\n') };
  },
};
