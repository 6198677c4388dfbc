import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Database, openDatabase } from '../core/postgres/database.ts';
import { folderWithCity, sanku } from './testing.ts';

let folder: string;
let data: string;
let city: string;
/** Keeps the database running between the commands, so that they are quick. */
let held: Database<unknown>;

beforeAll(async () => {
  folder = await folderWithCity({ months: 2 });
  data = path.join(folder, 'data');
  city = path.join(folder, 'city');
  held = await openDatabase({ dataFolder: data });
});
afterAll(async () => {
  await held.close();
  rmSync(folder, { recursive: true, force: true });
});

const on = (...words: string[]) => [...words, '--data', data];
const file = (name: string) => path.join(folder, name);

interface Imported {
  source: string;
  delivery: number;
  status: string;
  read: number;
  accepted: number;
  rejected: number;
  new: number;
}

describe('a session', () => {
  test('import gives one JSON document, accounts for every row, and remembers the configuration', async () => {
    const imported = await sanku(on('import', path.join(city, 'month-01'), '--config', path.join(city, 'config'), '--json'));
    expect(imported).toMatchObject({ code: 0, err: expect.not.stringContaining('→') });
    const deliveries = imported.json as Imported[];
    expect(deliveries).toHaveLength(17);
    for (const { read, accepted, rejected } of deliveries) expect(read).toBe(accepted + rejected);
    expect(deliveries.every((delivery) => delivery.new > 0)).toBe(true);
    expect(imported.err).toContain('police.residents');
    for (const folderOfValues of ['lake', 'work', 'postgres']) expect(statSync(path.join(data, folderOfValues)).mode & 0o777).toBe(0o700);
    const checked = await sanku(on('config', 'check', '--json'));
    expect(checked.json).toMatchObject({ folder: path.join(city, 'config'), ok: true });
  });

  test('the same import again changes nothing, and two exports are the same bytes', async () => {
    for (const what of ['assignments', 'relations', 'cases'])
      expect((await sanku(on('export', what, '--out', file(`${what}-1.csv`)))).code).toBe(0);
    const again = await sanku(on('import', path.join(city, 'month-01'), '--json'));
    expect((again.json as Imported[]).every(({ status }) => status === 'repeated')).toBe(true);
    for (const what of ['assignments', 'relations', 'cases']) {
      await sanku(on('export', what, '--out', file(`${what}-2.csv`)));
      expect(readFileSync(file(`${what}-2.csv`), 'utf8')).toBe(readFileSync(file(`${what}-1.csv`), 'utf8'));
    }
  });

  test('one refused delivery is said, the rest is done: exit code 3', async () => {
    cpSync(path.join(city, 'month-02'), file('broken'), { recursive: true });
    // So few people that nobody died this month.
    rmSync(path.join(file('broken'), 'civil-affairs'), { recursive: true });
    writeFileSync(path.join(file('broken'), 'commerce/officers.2026-11-01.ndjson'), '{"nothing": "known"}\n');
    writeFileSync(path.join(file('broken'), 'readme.txt'), 'belongs to nothing');
    const imported = await sanku(on('import', file('broken'), '--json'));
    expect(imported.code).toBe(3);
    const deliveries = imported.json as Imported[];
    expect(deliveries.filter(({ status }) => status === 'refused').map(({ source }) => source)).toEqual(['commerce.officers']);
    expect(deliveries.filter(({ status }) => status === 'waiting')).toHaveLength(13);
    expect(imported.err).toMatch(/commerce\.officers: .*\n→ /);
    expect(imported.err).toContain('readme.txt');
  });

  test('rejected rows are written with the reason', async () => {
    const [header] = readFileSync(path.join(city, 'month-02/social-security/insured.2026-11-01.csv'), 'utf8').split(/\r?\n/, 1);
    const rows = readFileSync(path.join(city, 'month-02/social-security/insured.2026-11-01.csv'), 'utf8').split(/\r?\n/).filter(Boolean);
    const keyless = ','.repeat(header!.split(',').length - 1);
    writeFileSync(file('insured.2026-12-01.csv'), `${[...rows, keyless].join('\r\n')}\r\n`);
    const imported = await sanku(on('import', '--source', 'social-security.insured', file('insured.2026-12-01.csv'), '--json'));
    const [delivery] = imported.json as Imported[];
    expect(delivery).toMatchObject({ status: 'waiting', rejected: 1 });
    const out = file('rejects/r.csv');
    const rejects = await sanku(on('rejects', String(delivery!.delivery), '--out', out, '--json'));
    expect(rejects.json).toMatchObject({ rows: 1, out });
    expect(readFileSync(out, 'utf8').split('\n')[0]).toContain('_row,_code,_message');
  });

  test('a key looks up through the gate, and both the person and the log can tell', async () => {
    writeFileSync(
      file('grants.yaml'),
      `role: department
entities: { person: { fields: [name, idNumber], search: [[idNumber]], unmasked: [name] } }
regions: all
purposes: [pension-check]
`,
    );
    const made = await sanku(on('keys', 'create', '--name', 'social-security', '--grants', file('grants.yaml'), '--json'));
    const { key } = made.json as { key: string };
    const [known] = await held.sql<{ number: string; id: string }[]>`select attributes->>'idNumber' as number, id from person
      where known_to = 'infinity' and attributes ? 'idNumber' order by id limit 1`;
    const words = on('lookup', 'person', '--where', `idNumber=${known!.number}`, '--fields', 'name,idNumber', '--json');
    expect(await sanku(words)).toMatchObject({ code: 2, json: { error: { code: 'keyNotGiven' } } });
    expect(await sanku(words, { SANKU_KEY: key })).toMatchObject({ code: 2, json: { error: { code: 'purposeNotGiven' } } });
    const found = await sanku([...words, '--purpose', 'pension-check', '--user', '张三'], { SANKU_KEY: key });
    const { items } = found.json as { items: { id: string; values: Record<string, string> }[] };
    expect(items).toHaveLength(1);
    expect(items[0]!.values['idNumber']).toContain('*');
    const subject = await sanku(on('audit', 'subject', items[0]!.id, '--json'));
    expect(subject.json).toMatchObject([{ reader: 'social-security', user: '张三', purpose: 'pension-check', action: 'personSearch' }]);
    expect((await sanku(on('keys', 'revoke', 'social-security'))).code).toBe(0);
    const revoked = await sanku(words, { SANKU_KEY: key });
    expect(revoked).toMatchObject({ code: 1, json: { error: { code: 'unauthenticated' } } });
    expect(revoked.err).toContain('Set SANKU_KEY');
  });

  test('cases are listed without values and decided with a reason', async () => {
    const compared = await sanku(on('compare', 'run', 'firm-not-in-tax-roll', '--json'));
    expect(compared.json).toMatchObject([{ comparison: 'firm-not-in-tax-roll' }]);
    const listed = await sanku(on('cases', 'list', '--state', 'open', '--json'));
    const { items } = listed.json as { items: { id: string }[] };
    expect(items.length).toBeGreaterThan(0);
    expect(listed.out).not.toContain('sentence');
    const decided = await sanku(on('cases', 'dismiss', items[0]!.id, '--why', 'registered elsewhere', '--json'));
    expect(decided.json).toMatchObject({ id: items[0]!.id, state: 'dismissed', reason: 'registered elsewhere' });
    expect((await sanku(on('cases', 'confirm', 'k-0000000000000000', '--why', 'x'))).code).toBe(2);
  });

  test('what is taken for an id, and may be the number of a person, does not reach the log', async () => {
    await sanku(on('cases', 'list', '--entity', '339901199003070022'));
    expect((await sanku(on('audit', 'subject', '339901199003070022'))).code).toBe(2);
    expect(await held.sql`select action from audit where detail::text like '%339901199003070022%'`).toEqual([]);
    expect(await held.sql`select detail from audit where action = 'auditSubject' order by at desc limit 1`).toEqual([
      { detail: { entity: null } },
    ]);
  });

  test('a slip in an id does not look as if nobody had read anything', async () => {
    const told = await sanku(on('audit', 'subject', 'p-99999999A', '--json'));
    expect(told).toMatchObject({ code: 2, json: { error: { code: 'subjectUnknown' } } });
  });

  test('score holds the hub beside the truth', async () => {
    const scored = await sanku(on('score', '--truth', path.join(city, 'truth/month-02'), '--json'));
    expect(scored.json).toMatchObject({ person: { pairs: { precision: expect.any(Number) } }, house: { bcubed: expect.anything() } });
    expect((await sanku(on('score', '--truth', file('nowhere')))).code).toBe(1);
  });

  test('the log is whole; a changed line is found with its place: exit code 1', async () => {
    expect((await sanku(on('audit', 'verify', '--json'))).json).toMatchObject({ ok: true });
    const [line] = await held.sql<{ chain: string }[]>`select chain from audit order by at limit 1`;
    await held.sql.unsafe('alter table audit disable trigger all');
    await held.sql`update audit set acting_user = 'nobody' where chain = ${line!.chain} and sequence = 1`;
    const broken = await sanku(on('audit', 'verify', '--json'));
    expect(broken).toMatchObject({ code: 1, json: { ok: false, broken: { chain: line!.chain, sequence: 1, reason: 'lineChanged' } } });
  });

  test.each([
    [['sources'], 'police.residents'],
    [['deliveries', 'list', '--source', 'commerce.officers'], 'refused'],
    [['runs', '--limit', '3'], 'compare'],
    [['keys'], 'social-security'],
    [['doctor'], 'PostgreSQL'],
  ])('%j shows a table for people, and JSON with --json', async (words, text) => {
    const shown = await sanku(on(...words));
    expect(shown).toMatchObject({ code: 0 });
    expect(shown.out).toContain(text);
    expect(JSON.stringify((await sanku(on(...words, '--json'))).json)).toContain(text);
  });
});

describe('what cannot be meant', () => {
  test.each([
    [['imprt'], 'Did you mean import?'],
    [['import'], 'not said what to import'],
    [['import', 'no-such-folder'], 'ENOENT'],
    [['export', 'everything', '--out', 'x.csv'], 'everything'],
    [['export', 'cases'], '--out'],
    [['lookup', 'dog', '--where', 'name=x'], 'dog'],
    [['lookup', 'person', '--where', 'name'], 'name=value'],
    [['sample', '--people', 'many', '--out', 'x'], 'many'],
    [['sources', '--lang', 'fr'], 'fr'],
    [['cases', 'list', '--state', 'opne'], 'open, confirmed, dismissed, obsolete'],
    [['rejects', 'last', '--out', 'x.csv'], 'last'],
  ])('%j is refused with exit code 2 and what to do', async (words, text) => {
    const told = await sanku(words);
    expect(told).toMatchObject({ code: 2, out: '' });
    expect(told.err).toContain(text);
    expect(told.err).toContain('→ ');
    expect((await sanku([...words, '--json'])).json).toMatchObject({ error: { code: expect.any(String) } });
  });

  test('is said in Chinese where asked', async () => {
    expect((await sanku(['imprt', '--lang', 'zh'])).err).toContain('没有命令 imprt。是否应为 import');
    expect((await sanku(['imprt'], { LANG: 'zh_CN.UTF-8' })).err).toContain('没有命令');
  });

  test('a configuration tells all its mistakes at once: exit code 2', async () => {
    const broken = file('config');
    cpSync(path.join(city, 'config'), broken, { recursive: true });
    writeFileSync(path.join(broken, 'sources/police/residents.yaml'), 'source: police.residents\nkind: snapshoot\n');
    mkdirSync(path.join(broken, 'sources/new'));
    writeFileSync(path.join(broken, 'sources/new/feed.yaml'), 'title: 1\n');
    const checked = await sanku(['config', 'check', broken, '--json']);
    const { mistakes } = checked.json as { mistakes: { file: string; line: number; column: number; fix: string }[] };
    expect(checked.code).toBe(2);
    expect(new Set(mistakes.map((mistake) => mistake.file)).size).toBeGreaterThan(1);
    const imported = await sanku(on('import', path.join(city, 'month-01'), '--config', broken));
    expect(imported).toMatchObject({ code: 2, out: '' });
    expect(imported.err).toMatch(/sources\/new\/feed\.yaml:\d+:\d+/);
  });
});
