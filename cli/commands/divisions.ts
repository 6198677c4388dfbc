import { apiErrors } from '../../api/index.ts';
import {
  applyDivisions,
  type Base,
  countDivisions,
  type DivisionPlan,
  divisionAnswers,
  enterDivisions,
  listDivisionVersions,
  planDivisions,
} from '../../hub-divisions.ts';
import { type Command, listOption, textOption } from '../command.ts';
import type { Context } from '../context.ts';
import { childrenText, divisionText, historyText, planText, versionsText } from '../divisions-text.ts';
import { reworkResult } from '../rework-result.ts';

const importTable: Command = {
  name: 'import',
  summary: { en: 'put a new table of divisions in force', zh: '启用新的行政区划表' },
  // It reads again itself what is still to be read.
  logLevel: 'error',
  words: [
    {
      name: '[file]',
      says: {
        en: 'CSV: code,name,level,parent,valid_from,valid_to,successor',
        zh: 'CSV，列为 code,name,level,parent,valid_from,valid_to,successor',
      },
    },
  ],
  options: [
    {
      flags: '--onto <table>',
      says: {
        en: 'lay the file over: nothing (it is the whole table), present (the table in force), shipped (the table of China)',
        zh: '叠加于：nothing（文件即全表）、present（现有表）、shipped（随程序的全国表）',
      },
      choices: ['nothing', 'present', 'shipped'],
      default: 'nothing',
    },
    {
      flags: '--streets <codes>',
      says: {
        en: 'with shipped: also the streets of these provinces or cities, such as 33,3302',
        zh: '用 shipped 时，另取这些省市的街道乡镇，如 33,3302',
      },
    },
    { flags: '--dry-run', says: { en: 'only tell what would change', zh: '只说明会有哪些变化' } },
  ],
  details: {
    en: 'Sources with addresses or division codes are read again from their originals, and the result is published at once. Every mistake of the file is told; with any, nothing changes. A hub that is being served must be started again afterwards.',
    zh: '含地址或区划代码的来源会从原件重新读取，结果一次发布。文件中的错误全部列出；有任何错误则不作改动。正在提供服务的进程须随后重启。',
  },
  async run(context, { words, options }) {
    const hub = await context.hub();
    const onto = (textOption(options, 'onto') ?? 'nothing') as Base;
    const plan = await planDivisions(hub, { file: words[0], onto, streets: listOption(options, 'streets') });
    await context.record(hub, 'divisionsImport', { hash: plan.hash, rows: plan.divisions.length, dryRun: options['dryRun'] === true });
    const text = planText(plan, context.settings.language);
    if (options['dryRun'] === true || plan.changes.length === 0) return { json: planJson(plan), text };
    const version = await enterDivisions(hub, plan, context.systemUser);
    return apply(context, { json: { ...planJson(plan), version }, text });
  },
};

const applyTable: Command = {
  name: 'apply',
  summary: { en: 'go on with an import that was cut off', zh: '继续被中断的导入' },
  logLevel: 'error',
  async run(context) {
    const hub = await context.hub();
    await context.record(hub, 'divisionsApply');
    return apply(context, { json: {}, text: '' });
  },
};

/** Under a hub that holds the table in force. */
async function apply(context: Context, { json, text }: { json: object; text: string }) {
  const hub = await context.openHub({ configFolder: context.settings.configFolder });
  const { sources, ...published } = await applyDivisions(hub, (source) =>
    context.say({ en: `reading ${source} again`, zh: `正在重新读取 ${source}` }),
  );
  return reworkResult(context, { json: { ...json, readAgain: sources }, text, published });
}

function planJson({ counts, affected, changes, title, hash, divisions }: DivisionPlan): object {
  return { title, hash, rows: divisions.length, counts, affected, changes };
}

const list: Command = {
  name: 'list',
  isDefault: true,
  summary: { en: 'the versions of the table, and how many divisions it holds', zh: '区划表的版本与数量' },
  async run(context) {
    const hub = await context.hub();
    await context.record(hub, 'divisions');
    const versions = await listDivisionVersions(hub);
    const levels = countDivisions(hub);
    return { json: { versions, levels }, text: versionsText({ versions, levels }, context.settings.language) };
  },
};

const show: Command = {
  name: 'show',
  summary: { en: 'a division on a day: where it lay, what lay under it, what became of it', zh: '某日的区划：上级、下级与沿革' },
  words: [{ name: '<division>', says: { en: 'code, or full name (old ones too)', zh: '代码或全称（含旧称）' } }],
  options: [{ flags: '--on <date>', says: { en: 'YYYY-MM-DD; default: today', zh: 'YYYY-MM-DD，默认今天' } }],
  async run(context, { words, options }) {
    const [asked = ''] = words;
    const on = textOption(options, 'on');
    const hub = await context.hub();
    await context.record(hub, 'divisions');
    const answers = divisionAnswers(hub);
    const codes = /^\d+$/.test(asked) ? [asked] : [...new Set(answers.named(asked, on).map(({ code }) => code))];
    const found = [];
    for (const code of codes) {
      const division = answers.division(code, on);
      if (division === undefined) continue;
      const { items: children } = (await answers.children(code, division.on))!;
      found.push({ ...division, children, history: answers.history(code)! });
    }
    if (found.length === 0) throw apiErrors.divisionNotFound({ asked });
    const { language } = context.settings;
    const texts = found.map((each) =>
      [divisionText(each, language), childrenText(each.children, language), historyText(each.history, language)]
        .filter(Boolean)
        .join('\n\n'),
    );
    return { json: found, text: texts.join('\n\n\n') };
  },
};

export const command: Command = {
  name: 'divisions',
  summary: { en: 'administrative divisions: the table, its history, a new one', zh: '行政区划：区划表、沿革与更新' },
  subcommands: [importTable, applyTable, list, show],
};
