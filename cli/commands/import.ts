import { stat } from 'node:fs/promises';
import path from 'node:path';
import { nearest } from '../../config/index.ts';
import { dayInName, type Hub, type ImportResult } from '../../hub.ts';
import { importFromTransport } from '../../hub-collect.ts';
import { type Command, type CommandRequest, type CommandResult, textOption } from '../command.ts';
import type { Context } from '../context.ts';
import { cliErrors } from '../errors.ts';
import { followImport } from '../import-progress.ts';
import { importText, trialText } from '../import-text.ts';
import { inputUnreadable } from '../input-unreadable.ts';
import { sizeText } from '../size-text.ts';

export const command: Command = {
  name: 'import',
  summary: { en: "take in departments' deliveries, resolve and compare once", zh: '导入部门交付，统一归并、比对一次' },
  words: [
    {
      name: '[paths...]',
      says: {
        en: 'one folder laid out <department>/<feed>.*, or the files of --source; with --source alone, what its transport finds',
        zh: '按 <部门>/<数据>.* 存放的文件夹，或 --source 的文件；只写 --source 则按其传输方式获取',
      },
    },
  ],
  options: [
    { flags: '--source <id>', says: { en: 'the source of the files named: department.feed', zh: '所列文件的来源：部门.数据' } },
    {
      flags: '--as-of <date>',
      says: { en: 'with --source: the day for which the files are true (YYYY-MM-DD)', zh: '与 --source 同用：数据日期（YYYY-MM-DD）' },
    },
    { flags: '--dry-run', says: { en: 'find and count what an import would; keep nothing', zh: '仅检查并计数，不保存任何数据' } },
    { flags: '--sql', says: { en: 'print each DuckDB statement before it runs', zh: '执行前打印每条 DuckDB 语句' } },
  ],
  details: {
    en: 'read = accepted + rejected. `sanku rejects DELIVERY --out F.csv` writes the rejected rows; corrected, they import again.\nExit code 3: a delivery was refused and the rest done. The same delivery again changes nothing.',
    zh: 'read = accepted + rejected。被拒绝的行用 `sanku rejects 交付编号 --out F.csv` 取出，更正后可再次导入。\n退出码 3：有交付被拒，其余已完成。重复导入同一交付不改变任何数据。',
  },
  // What is refused stands in the result.
  logLevel: 'error',
  async run(context, request) {
    const source = textOption(request.options, 'source');
    if (source === undefined && request.words.length !== 1) throw cliErrors.importNothingNamed();
    for (const file of request.words) await mustExist(file);
    const hub = await context.hub();
    const isTrial = request.options['dryRun'] === true;
    const what = request.words.map((file) => path.basename(file));
    await context.record(hub, isTrial ? 'import.dryRun' : 'import', { what, source: source ?? null });
    if (isTrial) return tryImport(context, hub, { source, request });
    const imported =
      source === undefined ? await importFolder(context, hub, request) : await importFiles(context, hub, { source, request });
    return { ...report(context, imported), text: importText(imported, context.settings.language) };
  },
};

async function mustExist(file: string): Promise<void> {
  await stat(file).catch(inputUnreadable(file));
}

async function importFolder(context: Context, hub: Hub, { words }: CommandRequest): Promise<ImportResult> {
  const folder = words[0]!;
  if (!(await stat(folder)).isDirectory()) throw cliErrors.importNothingNamed();
  const imported = await hub.importFolder(folder, followImport(context));
  if (imported.deliveries.length > 0) return imported;
  throw nothingFound(hub, folder);
}

function nothingFound(hub: Hub, folder: string): Error {
  const sources = hub.config.sources.map((each) => each.source).join(', ');
  return cliErrors.importNothingFound({ folder: path.resolve(folder), sources });
}

async function importFiles(
  context: Context,
  hub: Hub,
  { source, request }: { source: string; request: CommandRequest },
): Promise<ImportResult> {
  mustBeConfigured(hub, source);
  const said = textOption(request.options, 'asOf');
  if (request.words.length === 0)
    return importFromTransport(hub, { source, progress: followImport(context), ...(said === undefined ? {} : { asOf: said }) });
  const asOf = said ?? dayInName(path.basename(request.words[0]!));
  return hub.importFiles({ source, files: request.words, ...(asOf === null ? {} : { asOf }) }, followImport(context));
}

function mustBeConfigured(hub: Hub, source: string): void {
  const known = hub.config.sources.map((each) => each.source);
  if (known.includes(source)) return;
  const near = nearest(source, known);
  throw cliErrors.sourceNotConfigured({
    source,
    known: known.join(', '),
    advice: near === undefined ? '' : { en: ` Did you mean ${near}?`, zh: `是否应为 ${near}？` },
  });
}

async function tryImport(
  context: Context,
  hub: Hub,
  { source, request: { words, options } }: { source: string | undefined; request: CommandRequest },
): Promise<CommandResult> {
  if (source !== undefined) mustBeConfigured(hub, source);
  if (words.length === 0 || (source === undefined && !(await stat(words[0]!)).isDirectory())) throw cliErrors.importNothingNamed();
  const asOf = textOption(options, 'asOf') ?? dayInName(path.basename(words[0]!));
  const files = source === undefined ? { folder: words[0]! } : { source, files: words, ...(asOf === null ? {} : { asOf }) };
  const tried = await hub.tryImport(files, followImport(context));
  if (tried.deliveries.length === 0) throw nothingFound(hub, words[0]!);
  const { exitCode, json } = report(context, tried);
  const findings = tried.deliveries.map((delivery) => delivery.findings.map(({ message: _, ...finding }) => finding));
  const withFindings = json.map((each, i) => ({ ...each, findings: findings[i] }));
  return {
    json: withFindings,
    text: trialText(tried.deliveries, context.settings.language),
    exitCode,
  };
}

/** What is odd about files as a whole, in both languages. */
function oddities(findings: ImportResult['deliveries'][number]['findings']): object {
  const told = findings.flatMap(({ code, message }) => (message === undefined ? [] : [{ code, message }]));
  return told.length === 0 ? {} : { fileFindings: told };
}

/** Says what was odd or refused. */
function report(
  context: Context,
  imported: Omit<ImportResult, 'publish' | 'comparisons'>,
): Required<Pick<CommandResult, 'exitCode'>> & { json: object[] } {
  for (const file of imported.unmatched)
    context.say({ en: `Belongs to no source, left where it is: ${file}`, zh: `不属于任何来源，未处理：${file}` });
  for (const { source, error } of imported.deliveries) {
    if (error !== undefined) context.say(`${source}: ${context.text(error.message)}\n→ ${context.text(error.fix)}`);
  }
  for (const { source, findings } of imported.deliveries)
    for (const { message } of findings) if (message !== undefined) context.say(`${source}: ${context.text(message)}`);
  if (imported.deliveries.length === 0) context.say({ en: 'There is nothing new.', zh: '没有新的交付。' });
  const json = imported.deliveries.map(
    ({ source, delivery, status, read, accepted, rejected, new: added, changed, absent, findings, error }) => ({
      ...{ source, delivery, status, read, accepted, rejected, new: added, changed, absent },
      ...oddities(findings),
      ...(error === undefined ? {} : { error }),
    }),
  );
  const { comparisonError, originalsRemoved } = imported;
  if (originalsRemoved !== undefined) {
    const { files, bytes } = originalsRemoved;
    context.say({
      en: `Original files removed by the rule of retention: ${files}, ${sizeText(bytes)}`,
      zh: `按保留规则删除原始文件 ${files} 个，共 ${sizeText(bytes)}`,
    });
  }
  if (comparisonError !== undefined) context.say(`${context.text(comparisonError.message)}\n→ ${context.text(comparisonError.fix)}`);
  const isRefused = comparisonError !== undefined || imported.deliveries.some(({ status }) => status === 'refused');
  return { json, exitCode: isRefused ? 3 : 0 };
}
