import { writeFile } from 'node:fs/promises';
import type { Bilingual } from '../../core/errors.ts';
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
    {
      flags: '--labels <file>',
      says: {
        en: 'which records are one, as far as you know: `[file,]id,cluster` or `left_id,right_id,match`; learnt from instead of guessed',
        zh: '已知属于同一实体的记录：`[file,]id,cluster` 或 `left_id,right_id,match`；据此学习，不再自行估计',
      },
    },
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
    const given = textOption(options, 'labels');
    const labels = given === undefined ? {} : { labels: await inputFile(given) };
    const { model: trained, warnings, onLabels } = await trainModel({ ...linkageSettings(context, options), files, model, ...labels });
    await writePrivately(out, (file) => writeFile(file, `${JSON.stringify(trained, null, 2)}\n`));
    context.progress.clear();
    const { language } = context.settings;
    const { version, trained: learnt } = trained;
    const json = { out, version, figures: learnt.figures, thresholds: learnt.thresholds, onLabels, warnings };
    const lines = [howLearnt(learnt.figures), ...(onLabels ? [onLabelsLine(onLabels)] : []), writtenTo(version, out)];
    return { json, text: [...warningLines(warnings, language), ...lines.map((line) => line[language])].join('\n') };
  },
};

type Learnt = Awaited<ReturnType<typeof trainModel>>;

function howLearnt({ records, rounds, labelledMatches }: Learnt['model']['trained']['figures']): Bilingual {
  const on = records.toLocaleString('en');
  if (labelledMatches === undefined)
    return { en: `Trained on ${on} records in ${rounds} rounds.`, zh: `已在 ${on} 条记录上训练 ${rounds} 轮。` };
  const matches = labelledMatches.toLocaleString('en');
  return { en: `Trained on ${on} records and ${matches} labelled matches.`, zh: `已用 ${on} 条记录和 ${matches} 对标注的匹配训练。` };
}

function onLabelsLine({ precision, recall }: NonNullable<Learnt['onLabels']>): Bilingual {
  const [p, r] = [precision, recall].map((one) => one.toFixed(3));
  return {
    en: `On the labels themselves: precision ${p}, recall ${r}; on other records it is seldom better.`,
    zh: `在标注数据本身上：精确率 ${p}，召回率 ${r}；用于其他记录时通常不会更高。`,
  };
}

function writtenTo(version: string, out: string): Bilingual {
  return { en: `Model ${version} written to ${out}`, zh: `模型 ${version} 写入 ${out}` };
}
