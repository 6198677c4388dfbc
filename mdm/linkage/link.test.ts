import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { duck as sql } from '../../core/duckdb/sql.ts';
import { csvOf, linkTexts, PEOPLE_MODEL, type Person, people } from './testing.ts';

const persons = people(400);

function pairs(clusters: readonly string[][]): Set<string> {
  return new Set(clusters.flatMap((members) => members.flatMap((a, i) => members.slice(i + 1).map((b) => `${a} ${b}`))));
}

function truePairs(all: readonly Person[], file: string): Set<string> {
  const byTruth = Map.groupBy(all, ({ truth }) => truth);
  return pairs([...byTruth.values()].map((members) => members.map(({ id }) => `${file} ${id}`).sort()));
}

const partition = (all: readonly Person[]) =>
  linkTexts({ files: { 'people.csv': csvOf(all) }, model: PEOPLE_MODEL }, ({ clusters }) => clusters);

describe('a link of plain files', () => {
  test('finds who is one without a word of truth', async () => {
    const found = pairs(await partition(persons));
    const truth = truePairs(persons, 'people.csv');
    const right = [...found].filter((pair) => truth.has(pair)).length;
    expect((2 * right) / (found.size + truth.size)).toBeGreaterThan(0.98);
  });

  test('does not depend on the order of the rows', async () => {
    const usual = await partition(persons);
    const order = fc.shuffledSubarray(persons, { minLength: persons.length });
    await fc.assert(
      fc.asyncProperty(order, async (shuffled) => expect(await partition(shuffled)).toEqual(usual)),
      { numRuns: 2, seed: 5 },
    );
  });

  test('gives the same weights, pairs and clusters again, and scores alone with what it learnt', async () => {
    const run = (trained?: Parameters<typeof linkTexts>[0]['trained']) =>
      linkTexts(
        { files: { 'people.csv': csvOf(persons) }, model: PEOPLE_MODEL, ...(trained && { trained }) },
        async ({ result, duck, clusters }) => ({
          trained: JSON.stringify(result.trained),
          pairs: await duck.rows(sql`SELECT * FROM pair ORDER BY ALL`),
          clusters,
        }),
      );
    const first = await run();
    expect(await run()).toEqual(first);
    expect(await run(JSON.parse(first.trained))).toEqual(first);
  });

  test('joins no two values of an exclusive column', async () => {
    const model = `${PEOPLE_MODEL.replace('phone: text', 'phone: {kind: text, exclusive: true}')}`;
    await linkTexts({ files: { 'people.csv': csvOf(persons) }, model }, async ({ duck, clusters, result }) => {
      const { codes, profileOf } = result.prepared.profiles;
      const of = await duck.rows<{ n: number; cluster: number }>(sql`SELECT n, cluster FROM cluster`);
      const phones = of.map(({ n, cluster }) => ({ cluster, phone: codes[3]![profileOf[n]!]! })).filter(({ phone }) => phone !== 0);
      const broken = [...Map.groupBy(phones, ({ cluster }) => cluster).values()].filter(
        (own) => new Set(own.map(({ phone }) => phone)).size > 1,
      );
      expect(phones.length).toBeGreaterThan(40);
      expect(broken).toEqual([]);
      expect(clusters.length).toBeGreaterThan(40);
    });
  });

  test('joins no two records of a file that holds no duplicates, and says where it holds some', async () => {
    const [left, right] = [persons.slice(0, 200), [persons[0]!, ...persons.slice(200)]];
    const files = { 'left.csv': csvOf(left), 'right.csv': csvOf(right).concat('\nlast', csvOf(right).split('\n').at(-1)!.slice(4)) };
    await linkTexts({ files, model: `${PEOPLE_MODEL}noDuplicates: [right.csv]\n` }, ({ clusters, result }) => {
      const twice = clusters.filter((members) => members.filter((member) => member.startsWith('right.csv')).length > 1);
      expect(twice).toEqual([]);
      expect(clusters.some((members) => members.includes('right.csv r0') && members.includes('left.csv r0'))).toBe(true);
      expect(result.warnings.map(({ code }) => code)).toContain('cleanFileHasTwins');
    });
  });
});

test('files without duplicates may be many', async () => {
  const row = persons[0]!;
  const names = Array.from({ length: 40 }, (_, i) => `f${i}.csv`);
  const files = Object.fromEntries(names.map((file) => [file, csvOf(file === 'f39.csv' ? [row, { ...row, id: 'again' }] : [row])]));
  const model = `${PEOPLE_MODEL}noDuplicates: [${names.join(', ')}]\n`;
  await linkTexts({ files: { ...files, 'loose.csv': csvOf(persons) }, model }, ({ clusters }) => {
    const largest = clusters.toSorted((a, b) => b.length - a.length)[0]!;
    expect(largest).toEqual(expect.arrayContaining(names.map((file) => `${file} r0`)));
    expect(largest).not.toContain('f39.csv again');
  });
});

describe('bad input', () => {
  const fault = async (files: Record<string, string | Buffer>, model: string): Promise<string> =>
    linkTexts({ files, model }, () => 'none').catch((error) => `${error.code}: ${error.message}`);

  test.each([
    [
      'a column that is nowhere',
      { 'a.csv': 'id,name\n1,x\n' },
      'columns:\n  nam: text\n',
      /modelInvalid: .*\nmodel.yaml:2:3 columns.nam: .*Did you mean name/,
    ],
    ['a file without records', { 'a.csv': 'name\n' }, 'columns: {name: text}\n', /noRecords: .*a\.csv/],
    ['ids that stand twice', { 'a.csv': 'id,name\n1,x\n2,y\n1,z\n' }, 'id: id\ncolumns: {name: text}\n', /idTwice: .*id.*a\.csv.*line 4/],
    [
      'another encoding',
      { 'a.csv': Buffer.from('name\nM\xfcller\nJ\xe4ger\n', 'latin1') },
      'columns: {name: text}\n',
      /tableUnreadable: .*a\.csv.*UTF-8/,
    ],
    [
      'a clean file that was not given',
      { 'a.csv': 'name\nx\n' },
      'columns: {name: text}\nnoDuplicates: [b.csv]\n',
      /modelInvalid: .*\n.*b\.csv/,
    ],
    [
      'a kind that does not exist',
      { 'a.csv': 'name\nx\n' },
      'columns: {name: persn name}\n',
      /modelInvalid: .*\nmodel.yaml:1:17 .*person name/,
    ],
  ])('gets a message with the place: %s', async (_, files, model, message) => {
    expect(await fault(files, model)).toMatch(message);
  });

  test.each([
    ['one record', 'name,town\nanna,here\n', []],
    ['a column that is empty everywhere', 'name,town\nanna,\nboris,\n', ['columnEmpty']],
    ['a column that is the same everywhere', 'name,town\nanna,here\nboris,here\n', ['columnConstant']],
  ])('that is only odd gets a result and a warning: %s', async (_, content, codes) => {
    await linkTexts({ files: { 'a.csv': content }, model: 'columns: {name: text, town: text}\n' }, ({ result }) => {
      expect(result.counts.clusters).toBe(content.trim().split('\n').length - 1);
      expect(result.warnings.map(({ code }) => code)).toEqual(expect.arrayContaining(codes));
      expect(JSON.stringify(result.trained)).not.toMatch(/null/);
    });
  });

  test('is refused before work where one value makes too many pairs, and the value is named', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `n${i % 4000},limited company`);
    const model = 'columns: {name: text, form: text}\nblocking: [form]\n';
    const refused = linkTexts(
      { files: { 'a.csv': `name,form\n${rows.join('\n')}` }, model, options: { maxBlock: 100_000, maxPairs: 1_000_000 } },
      () => 'none',
    );
    await expect(refused).rejects.toMatchObject({ code: 'tooManyPairs', message: expect.stringContaining('LIMITED COMPANY') });
  });

  test('with a block that is too large gets it tightened by the next best column', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => `n${i % 1500},limited company`);
    await linkTexts(
      { files: { 'a.csv': `name,form\n${rows.join('\n')}` }, model: 'columns: {name: text, form: text}\nblocking: [form]\n' },
      ({ result }) => {
        expect(result.rules[0]).toMatchObject({ tightened: 1, leftOut: 0, largest: [{ values: ['LIMITED COMPANY'], records: 1500 }] });
      },
    );
  });
});
