import { countBlocks } from '../../hub-linkage.ts';
import { type Command, textOption } from '../command.ts';
import { inputFile } from '../linkage/files.ts';
import { FILES_WORD, linkageSettings, MEMORY_OPTION, MODEL_OPTION, SQL_OPTION } from '../linkage/settings.ts';
import { blocksText, warningLines } from '../linkage/texts.ts';

export const command: Command = {
  name: 'blocks',
  summary: {
    en: 'count what a link would cost, and name the largest blocks, before anything is compared',
    zh: '比较之前统计匹配的代价，列出最大的分块',
  },
  words: [FILES_WORD],
  options: [MODEL_OPTION, MEMORY_OPTION, SQL_OPTION],
  details: {
    en: 'Shows values that many records share. Blocks above the cap are tightened by a further column, or left out where none is left.',
    zh: '显示许多记录共有的值。超过上限的分块会再加一列收紧；没有可加的列时略过。',
  },
  async run(context, { words, options }) {
    const files = await Promise.all(words.map(inputFile));
    const model = await inputFile(textOption(options, 'model')!);
    const counted = await countBlocks({ ...linkageSettings(context, options), files, model });
    context.progress.clear();
    const { language } = context.settings;
    return { json: counted, text: [...warningLines(counted.warnings, language), blocksText(counted, language)].join('\n\n') };
  },
};
