import { stat, writeFile } from 'node:fs/promises';
import { systemTrouble } from '../../core/system-trouble.ts';
import { proposeSource } from '../../hub-profile.ts';
import { type Command, textOption } from '../command.ts';
import { currentConfigFolder } from '../current-config.ts';
import { cliErrors } from '../errors.ts';
import { inputUnreadable } from '../input-unreadable.ts';
import { formatTable } from '../table.ts';

const list: Command = {
  name: 'list',
  isDefault: true,
  summary: { en: 'list the sources of the configuration', zh: '列出配置中的来源' },
  async run(context) {
    const hub = await context.hub();
    const sources = await hub.catalogue.sources();
    const titles =
      context.settings.language === 'zh' ? ['来源', '名称', '方式', '计划', '单位'] : ['source', 'title', 'kind', 'schedule', 'owner'];
    const rows = sources.map(({ source, title, kind, schedule, owner }) => [source, context.text(title), kind, schedule, owner.unit]);
    return { json: sources, text: formatTable(titles, rows) };
  },
};

const profile: Command = {
  name: 'profile',
  summary: { en: 'look at an unknown file and propose its source', zh: '查看未知文件并推测其来源配置' },
  words: [{ name: '<file>', says: { en: 'a delivery, as the department exports it', zh: '部门导出的交付文件' } }],
  options: [
    {
      flags: '--source <id>',
      says: { en: 'department.feed; default: as folder and file are called', zh: '部门.数据；默认取自文件夹与文件名' },
    },
    { flags: '--out <file>', says: { en: 'write the YAML there instead of showing it', zh: '写入此文件而不是显示' } },
  ],
  details: {
    en: 'The YAML stands at CONFIG/sources/<department>/<feed>.yaml; `sanku config check` takes it as it is. Comments say why each thing is proposed.\nNo value of a person is shown: of a file, only code tables whose values many rows share.',
    zh: 'YAML 请放在 配置目录/sources/<部门>/<数据>.yaml，可直接通过 `sanku config check`。注释说明每项推测的依据。\n不显示任何个人数据：只列出许多行共有的代码值。',
  },
  async run(context, { words, options }) {
    const [file] = words as [string];
    await stat(file).catch(inputUnreadable(file));
    const source = textOption(options, 'source');
    const configFolder = await currentConfigFolder(context);
    const { language } = context.settings;
    const found = await proposeSource({ file, configFolder, language, ...(source === undefined ? {} : { source }) });
    const out = textOption(options, 'out');
    if (out === undefined) return { json: found, text: found.yaml.trimEnd() };
    await writeFile(out, found.yaml).catch((error: NodeJS.ErrnoException) => {
      throw cliErrors.fileUnwritable({ file: out, reason: systemTrouble(error) });
    });
    return { json: found, text: context.text({ en: `${found.source}: written to ${out}`, zh: `${found.source}：已写入 ${out}` }) };
  },
};

export const command: Command = {
  name: 'sources',
  summary: { en: 'the sources: list them, propose one for a file', zh: '来源：列出，或为文件推测配置' },
  subcommands: [list, profile],
};
