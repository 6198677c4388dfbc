import path from 'node:path';
import { checkConfig, describeMistake } from '../../config/index.ts';
import { loadRegistries } from '../../hub.ts';
import type { Command } from '../command.ts';
import { currentConfigFolder } from '../current-config.ts';

const check: Command = {
  name: 'check',
  isDefault: true,
  summary: { en: 'tell every mistake of a configuration at once', zh: '一次列出配置中的全部错误' },
  words: [{ name: '[folder]', says: { en: 'default: --config, else the one this hub uses', zh: '默认为 --config，否则为本库当前配置' } }],
  details: { en: 'Exit code 2 when there is any mistake.', zh: '有任何错误时退出码为 2。' },
  async run(context, { words }) {
    const { settings } = context;
    const folder = words[0] === undefined ? await currentConfigFolder(context) : path.resolve(words[0]);
    const { registries } = await loadRegistries();
    const { config, mistakes } = await checkConfig({ folder, registries, secrets: settings.environment });
    const { language } = settings;
    const told = mistakes.map(({ file, line, column, path: at, code, message, fix }) => ({
      ...{ file, line, column, path: at, code, message: message[language], fix: fix[language] },
    }));
    if (config === undefined) {
      const lines = mistakes.map((mistake) => describeMistake(mistake, language));
      const count = context.text({
        en: `${lines.length === 1 ? '1 mistake' : `${lines.length} mistakes`} in ${folder}`,
        zh: `${folder} 中有 ${lines.length} 处错误`,
      });
      return { json: { folder, ok: false, mistakes: told }, text: [...lines, '', count].join('\n'), exitCode: 2 };
    }
    const { version, sources, comparisons } = config;
    const summary = {
      en: `${folder}: no mistakes; ${sources.length} sources, ${comparisons.length} comparisons, version ${version}`,
      zh: `${folder}：没有错误；${sources.length} 个来源，${comparisons.length} 个比对，版本 ${version}`,
    };
    return { json: { folder, ok: true, version, mistakes: [] }, text: context.text(summary) };
  },
};

export const command: Command = {
  name: 'config',
  summary: { en: 'the configuration', zh: '配置' },
  subcommands: [check],
};
