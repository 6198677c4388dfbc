/** Writes the pages and tables that are made from the code: `npm run docs`. A test holds what stands here to what would be written. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hitsMarkdown, viewsMarkdown } from '../comparisons/index.ts';
import { schemaFiles } from '../config/index.ts';
import { FILE_FINDINGS } from '../connectors/index.ts';
import type { ErrorEntry } from '../core/errors.ts';
import { loadRegistries } from '../hub.ts';
import { ambiguousCodes, byCode, type Catalogue, errorCatalogues, findings, mistakes, ROOT } from './catalogues.ts';
import { matchingLevelsPage } from './matching-levels-page.ts';
import { kindsMarkdown } from './matching-tables.ts';

/**
 * Everything generated: path in the repository → text.
 *
 * @throws when two catalogues give one code another meaning
 */
export async function generatedFiles(): Promise<Record<string, string>> {
  const { registries } = await loadRegistries();
  const schemas = Object.entries(schemaFiles(registries)).map(([name, text]) => [`docs/schemas/${name}`, text] as const);
  return {
    'docs/errors.md': errorsPage(await errorCatalogues()),
    'docs/matching-levels.md': matchingLevelsPage(),
    'docs/comparisons.md': withTables('docs/comparisons.md', { hits: hitsMarkdown(), views: viewsMarkdown() }),
    'docs/matching-files.md': withTables('docs/matching-files.md', { kinds: kindsMarkdown() }),
    ...Object.fromEntries(schemas),
  };
}

function errorsPage(catalogues: Catalogue[]): string {
  const ambiguous = ambiguousCodes(catalogues);
  if (ambiguous.length > 0) throw new Error(`these codes mean different things in different folders: ${ambiguous.join(', ')}`);
  const errors = Object.entries(Object.assign({}, ...catalogues.map(({ entries }) => entries)) as Record<string, ErrorEntry>).sort(byCode);
  return `# Errors and findings · 错误与检查结果

Made from the code by \`npm run docs\`; change the catalogues (\`errors.ts\` of each folder, the value types) and not this page.
本页由 \`npm run docs\` 从代码生成，请勿直接修改。

An **error** stops one request, one run or one process, and says what to do. Over HTTP it is a problem document (RFC 9457) with \`code\`, \`detail\`
and \`fix\` in the language of \`Accept-Language\`; on the command line it is two lines on stderr, or one JSON document with \`--json\`.
**Scope** is what it spoils: a record (or one request), a run, or the process. **Retry** says whether the same call may succeed later unchanged.

* [Errors](#errors--错误): ${errors.length}
* [Mistakes in the configuration](#mistakes-in-the-configuration--配置错误): ${mistakes().length}
* [Findings of rows](#findings-of-rows--逐行检查结果): ${findings().length}

## Errors · 错误

${errors.map(errorSection).join('\n\n')}

## Mistakes in the configuration · 配置错误

\`sanku config check\` lists all of them at once, with file, line and column; every command that needs the configuration refuses it as \`configInvalid\`.

| code | what it says | what to do | 说明 | 处理 |
| --- | --- | --- | --- | --- |
${mistakes()
  .map(([code, { message, fix }]) => row([`\`${code}\``, message.en, fix.en, message.zh, fix.zh]))
  .join('\n')}

## Findings of rows · 逐行检查结果

A finding with severity *error* makes the row unusable when the column is a key or required; otherwise the row is kept and the value, if any is left,
is doubtful; so is one with a *warning*. A doubtful value survives in a golden record only where no source states a better one.

| code | severity | found by | what it says | 说明 |
| --- | --- | --- | --- | --- |
${findings()
  .map(({ code, severity, types, message }) =>
    row([`\`${code}\``, severity, types.join(', ') || (code in FILE_FINDINGS ? 'any file' : 'any row'), message.en, message.zh]),
  )
  .join('\n')}
`;
}

function errorSection([code, { status, scope, retry, message, fix }]: [string, ErrorEntry]): string {
  return `### ${code}

${status} · ${scope} · ${retry ? 'retry' : 'no retry'}

* ${oneLine(message.en)} → ${oneLine(fix.en)}
* ${oneLine(message.zh)} → ${oneLine(fix.zh)}`;
}

function row(cells: string[]): string {
  return `| ${cells.map((cell) => oneLine(cell).replaceAll('|', '\\|')).join(' | ')} |`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').trim();
}

/** A page with its tables between their marks; the rest of it is written by hand. */
function withTables(file: string, tables: Record<string, string>): string {
  const page = readFileSync(path.join(ROOT, file), 'utf8');
  return Object.entries(tables).reduce((text, [name, table]) => {
    const marks = new RegExp(`(<!-- ${name} -->\\n\\n)[\\s\\S]*?(\\n\\n<!-- /${name} -->)`);
    return text.replace(marks, (_, before: string, after: string) => `${before}${table}${after}`);
  }, page);
}

if (import.meta.main) {
  for (const [file, text] of Object.entries(await generatedFiles())) {
    mkdirSync(path.dirname(path.join(ROOT, file)), { recursive: true });
    writeFileSync(path.join(ROOT, file), text);
  }
}
