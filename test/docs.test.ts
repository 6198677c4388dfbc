import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { ambiguousCodes, type Catalogue, errorCatalogues, findings, mistakes } from '../docs/catalogues.ts';
import { generatedFiles } from '../docs/generate.ts';
import { isForTests } from './import-rules.ts';
import { ownFiles, ROOT } from './modules.ts';

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const HAN = /\p{Script=Han}/u;

/** The program itself: everything but tests and the catalogues' own text. */
const program = () => ownFiles('ts').filter((file) => !isForTests(file) && !file.endsWith('errors.ts') && !file.startsWith('docs/'));

let catalogues: Catalogue[];
beforeAll(async () => {
  catalogues = await errorCatalogues();
});

describe('what is generated', () => {
  test('stands as it would be written now; else run npm run docs', async () => {
    for (const [file, text] of Object.entries(await generatedFiles())) expect({ file, text: read(file) }).toEqual({ file, text });
  });

  test('has a section for every error, and no section for anything else', () => {
    const sections = [...read('docs/errors.md').matchAll(/^### (\w+)$/gm)].map((match) => match[1]);
    const codes = new Set(catalogues.flatMap(({ entries }) => Object.keys(entries)));
    expect(sections).toEqual([...codes].sort());
    expect(sections.length).toBeGreaterThan(80);
  });
});

describe('the catalogues', () => {
  test('are found in every folder that has errors, and say the same of one code', () => {
    expect(catalogues.length).toBe(
      globSync('**/errors.ts', { cwd: ROOT, exclude: (name) => name === 'node_modules' || name === 'data' }).length - 1,
    );
    expect(ambiguousCodes(catalogues)).toEqual([]);
    const [first] = catalogues;
    const [code, entry] = Object.entries(first!.entries)[0]!;
    expect(ambiguousCodes([first!, { ...first!, entries: { [code]: { ...entry, status: 418 } } }])).toEqual([code]);
  });

  test('say what and what to do in English and Chinese', () => {
    const entries = [...catalogues.flatMap(({ entries }) => Object.entries(entries)), ...mistakes()];
    for (const [code, { message, fix, status }] of entries) {
      expect([code, message.en.length > 0, fix.en.length > 0]).toEqual([code, true, true]);
      // A text that is only a detail takes its language from the detail.
      for (const text of [message.zh, fix.zh])
        if (text.replaceAll(/\{\w+\}/g, '').trim() !== '') expect([code, text]).toEqual([code, expect.stringMatching(HAN)]);
      expect([code, status >= 400 && status < 600]).toEqual([code, true]);
    }
    for (const { code, message } of findings()) expect([code, message.zh]).toEqual([code, expect.stringMatching(HAN)]);
  });

  test('hold only errors that the program uses', () => {
    const text = program().map(read).join('\n');
    const unused = catalogues.flatMap(({ name, entries }) =>
      Object.keys(entries).filter((code) => !new RegExp(`\\b${name}\\.${code}\\b|['\`]${code}['\`]`).test(text)),
    );
    expect(unused).toEqual([]);
    const readers = /^(config|mdm\/linkage)\//;
    const config = ownFiles('ts').filter((file) => readers.test(file) && file !== 'config/errors.ts' && !isForTests(file));
    const words = config.map(read).join('\n');
    expect(mistakes().flatMap(([code]) => (words.includes(`'${code}'`) || words.includes(`\`${code}\``) ? [] : [code]))).toEqual([]);
  });

  test('hold every error that is made', () => {
    const byName = new Map(catalogues.map(({ name, entries }) => [name, entries]));
    const unknown = program().flatMap((file) =>
      [...read(file).matchAll(/\b(\w+Errors)\.(\w+)\(/g)].flatMap(([, name, code]) =>
        byName.get(name!)?.[code!] === undefined && code !== 'entries' ? [`${file}: ${name}.${code}`] : [],
      ),
    );
    expect(unknown).toEqual([]);
    const made = ownFiles('ts').filter((file) => /new SankuError\(/.test(read(file)) && !isForTests(file));
    expect(made).toEqual(['core/errors.ts']);
  });

  test('keep the codes and statuses that other systems rely on', () => {
    const statuses = Object.fromEntries(
      catalogues.flatMap(({ entries }) => Object.entries(entries).map(([code, entry]) => [code, entry.status] as const)),
    );
    expect(statuses).toMatchObject({
      unauthenticated: 401,
      purposeMissing: 400,
      fieldNotGranted: 403,
      purposeNotGranted: 403,
      entityNotGranted: 403,
      notFound: 404,
      tooManyHits: 422,
      rateExceeded: 429,
      auditUnavailable: 503,
    });
  });
});

describe('the pages', () => {
  const pages = ownFiles('md').filter((file) => !file.includes('/cases/'));

  test('lead nowhere that does not exist', () => {
    const broken = pages.flatMap((page) =>
      linksOf(read(page)).flatMap((link) => {
        const target = path.join(path.dirname(page), decodeURI(link.split('#')[0]!));
        return link.startsWith('#') || existsSync(path.join(ROOT, target)) ? [] : [`${page}: ${link}`];
      }),
    );
    expect(pages.length).toBeGreaterThan(8);
    expect(broken).toEqual([]);
  });

  test('name only files of ours that exist', () => {
    // Paths in code spans that begin with one of our folders, `mdm/resolve.ts`; patterns and examples have other characters.
    const named =
      /`((?:access|api|cli|comparisons|config|connectors|core|docs|mdm|pipelines|samples|schema|test|values)\/[\w./-]+\.(?:ts|md|sql|yaml|csv))`/g;
    const missing = pages.flatMap((page) =>
      [...read(page).matchAll(named)]
        .map((match) => match[1]!)
        .filter((file) => !existsSync(path.join(ROOT, file)))
        .map((file) => `${page}: ${file}`),
    );
    expect(missing).toEqual([]);
  });

  test('are all led to from the index', () => {
    const index = linksOf(read('docs/README.md')).map((link) => path.join('docs', link.split('#')[0]!));
    expect(pages.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md' && !index.includes(page))).toEqual([]);
  });
});

/** Targets of the page's links inside the repository; code is left out. */
function linksOf(page: string): string[] {
  const text = page.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]!).filter((link) => !/^[a-z]+:/.test(link));
}
