import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import { sanku } from './testing.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sanku-link-'));
const at = (name: string) => path.join(folder, name);
const write = (name: string, content: string | Buffer) => {
  writeFileSync(at(name), content);
  return at(name);
};
const read = (name: string) => readFileSync(at(name), 'utf8');

const GIVEN = ['ANNA', 'BORIS', 'CLARA', 'DAVID', 'ELENA', 'FELIX', 'GRETA', 'HUGO', 'IRMA', 'JONAS', 'KARIN', 'LUKAS', 'MARTA'];
const SURNAMES = ['BERGER', 'HOLM', 'STEIN', 'WALDNER', 'KRAMER', 'LINDBERG', 'MORITZ', 'NEUMANN', 'OSTER', 'PFEIFER', 'RAUCH'];

/** Sixty people in the first file; every second of them again in the second one, every fourth with a slip. */
function people(): { first: string; second: string; truth: string } {
  const first = ['number,given,surname,born,colour'];
  const second = ['number,given,surname,born,colour'];
  const truth = ['file,id,cluster'];
  for (let i = 0; i < 60; i++) {
    const [given, surname] = [GIVEN[i % GIVEN.length]!, SURNAMES[(i * 7) % SURNAMES.length]!];
    const born = `${1940 + ((i * 17) % 60)}-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + ((i * 5) % 28)).padStart(2, '0')}`;
    first.push(`${i},${given},${surname},${born},blue`);
    truth.push(`first.csv,${i},${i}`);
    if (i % 2 === 1) continue;
    second.push(`${i},${given},${i % 4 === 0 ? `${surname}X` : surname},${born},blue`);
    truth.push(`second.csv,${i},${i}`);
  }
  return { first: first.join('\n'), second: second.join('\n'), truth: truth.join('\n') };
}

const MODEL = 'id: number\ncolumns:\n  given: person name\n  surname: person name\n  born: date\n';

beforeAll(async () => {
  const { first, second, truth } = people();
  write('first.csv', first);
  write('second.csv', second);
  write('truth.csv', truth);
  write('model.yaml', MODEL);
  const ran = await sanku(
    ['link', at('first.csv'), at('second.csv'), '--model', at('model.yaml'), '--truth', at('truth.csv'), '--out', at('out'), '--json'],
    {},
  );
  expect([ran.code, ran.code === 0 ? '' : ran.err]).toEqual([0, '']);
}, 120_000);

describe('sanku link', () => {
  test('writes clusters, pairs and metrics as other programs rely on them, for their owner only', () => {
    expect(read('out/clusters.csv').split('\n').slice(0, 2)).toEqual(['file,id,cluster', 'first.csv,0,0']);
    expect(read('out/pairs.csv').split('\n')[0]).toBe('left_file,left_id,right_file,right_id,weight,probability,band');
    const metrics = JSON.parse(read('out/metrics.json')) as Record<string, unknown>;
    const measure = { precision: expect.any(Number), recall: expect.any(Number), f1: expect.any(Number) };
    expect(metrics).toMatchObject({ pairs: measure, bcubed: measure, best: { threshold: expect.any(Number), f1: expect.any(Number) } });
    expect(metrics).toMatchObject({ candidateRecall: 1, seconds: expect.any(Number), peakMemoryMb: expect.any(Number), records: 90 });
    expect((metrics['pairs'] as { f1: number }).f1).toBeGreaterThan(0.95);
    for (const file of ['clusters.csv', 'pairs.csv', 'metrics.json', 'report.html', 'model.json', 'link.json'])
      expect([file, statSync(at(`out/${file}`)).mode & 0o777]).toEqual([file, 0o600]);
    expect(read('out/report.html')).toContain('<section id="truth">');
  });

  test('leaves nothing else behind, and reads no column that the model does not name', () => {
    for (const file of ['out/model.json', 'out/report.html', 'out/pairs.csv']) expect(read(file)).not.toMatch(/colour|blue</);
    expect(existsSync(at('out'))).toBe(true);
    expect(readFileSync(at('out/link.json'), 'utf8')).toContain('first.csv');
  });

  test('gives the same clusters and pairs under the trained model, which scores alone', async () => {
    const ran = await sanku(['link', at('first.csv'), at('second.csv'), '--model', at('out/model.json'), '--out', at('again')]);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('90 records are');
    for (const file of ['clusters.csv', 'pairs.csv']) expect(read(`again/${file}`)).toBe(read(`out/${file}`));
    expect(JSON.parse(read('again/metrics.json'))).toMatchObject({ pairs: null, bcubed: null, best: null, candidateRecall: null });
  });

  test('scores with a model that was trained from labels', async () => {
    const inputs = [at('first.csv'), at('second.csv')];
    const trained = await sanku([
      'train',
      ...inputs,
      '--model',
      at('model.yaml'),
      '--labels',
      at('truth.csv'),
      '--out',
      at('labelled.json'),
    ]);
    expect([trained.code, trained.err]).toEqual([0, expect.not.stringContaining('Error')]);
    expect(trained.out).toMatch(
      /^Trained on 90 records and 30 labelled matches\.\nOn the labels themselves: precision 1\.000, recall 1\.000;/m,
    );
    const ran = await sanku([
      'link',
      ...inputs,
      '--model',
      at('labelled.json'),
      '--truth',
      at('truth.csv'),
      '--out',
      at('by-labels'),
      '--json',
    ]);
    expect(ran.json).toMatchObject({ pairs: { f1: 1 } });
    const without = write('no-match.csv', 'left_id,right_id,left_file,right_file,match\n1,2,first.csv,second.csv,0\n');
    const refused = await sanku(['train', ...inputs, '--model', at('model.yaml'), '--labels', without, '--out', at('none.json')]);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('nothing to learn from')]);
  });

  test('takes another encoding as it is', async () => {
    const rows = [
      '编号,姓名,出生',
      ...Array.from(
        { length: 40 },
        (_, i) => `${i},王${'明华国强丽敏静磊'[i % 8]}${'芳军杰涛'[(i >> 1) % 4]},19${60 + (i >> 1)}-03-0${1 + (i % 9)}`,
      ),
    ];
    const file = write('居民.csv', iconv.encode(rows.join('\r\n'), 'gb18030'));
    const model = write('居民.yaml', 'id: 编号\ncolumns:\n  姓名: person name\n  出生: date\n');
    const ran = await sanku(['link', file, '--model', model, '--out', at('gb'), '--lang', 'zh']);
    expect([ran.code, ran.err.includes('�')]).toEqual([0, false]);
    expect(ran.out).toContain('40 条记录归为');
    expect(read('gb/clusters.csv')).toContain('居民.csv,39,');
  });
});

describe('asking a link', () => {
  test('why two records are one', async () => {
    const ran = await sanku(['why', at('out'), 'first.csv:1', 'first.csv:1', '--json']);
    expect(ran.code).toBe(0);
    const joined = (await sanku(['why', at('out'), 'first.csv:2', 'second.csv:2', '--json'])).json as Record<string, unknown>;
    expect(joined).toMatchObject({
      left: { file: 'first.csv', id: '2' },
      right: { file: 'second.csv', id: '2' },
      band: 'join',
      together: true,
      path: [{ weight: expect.any(Number) }],
      decisions: [],
      modelVersion: expect.stringMatching(/^[0-9a-f]{12}$/),
      sentence: { en: expect.stringContaining('Joined: '), zh: expect.stringContaining('判为同一') },
    });
    const { fields, prior, total } = joined as { fields: { weight: number }[]; prior: number; total: number };
    expect(fields.reduce((sum, { weight }) => sum + weight, prior)).toBeCloseTo(total, 6);
  });

  test('why two records are not, also when they were never compared', async () => {
    const ran = await sanku(['why', at('out'), 'first.csv:1', 'first.csv:2', '--lang', 'zh']);
    expect([ran.code, ran.out]).toEqual([0, expect.stringContaining('判为不同')]);
  });

  test('how a cluster came to be', async () => {
    const { code, json } = await sanku(['how', at('out'), '2', '--json']);
    expect(code).toBe(0);
    expect(json).toMatchObject({
      cluster: '2',
      columns: ['given', 'surname', 'born'],
      records: [
        { file: 'first.csv', id: '2' },
        { file: 'second.csv', id: '2' },
      ],
      steps: [{ step: 1, by: { weight: expect.any(Number) }, evidence: { band: 'join' } }],
    });
  });

  test('how right it is, from its folder', async () => {
    const { pairs, bcubed, best } = (await sanku(['evaluate', at('out'), '--truth', at('truth.csv'), '--json'])).json as Record<
      string,
      { f1: number }
    >;
    expect({ pairs, bcubed }).toEqual(
      expect.objectContaining({ pairs: JSON.parse(read('out/metrics.json')).pairs, bcubed: JSON.parse(read('out/metrics.json')).bcubed }),
    );
    expect(best!.f1).toBe(JSON.parse(read('out/metrics.json')).best.f1);
  });

  test('what it costs, before it is done', async () => {
    const { code, json } = await sanku(['blocks', at('first.csv'), '--model', at('model.yaml'), '--json']);
    expect(code).toBe(0);
    expect(json).toMatchObject({
      records: 60,
      rules: expect.arrayContaining([expect.objectContaining({ pairs: expect.any(Number), largest: expect.any(Array) })]),
    });
  });

  test.each([
    ['an id of two files', ['why', 'out', '2', '3'], 'Several files have a record 2: first.csv, second.csv.', 'first.csv:2'],
    ['an unknown record', ['why', 'out', 'first.csv:2', '777'], 'There is no record 777.', 'clusters.csv'],
    ['an unknown cluster', ['how', 'out', '777'], 'There is no cluster 777.', 'clusters.csv'],
    ['a folder that is none', ['why', '.', '1', '2'], 'holds no link.', 'sanku link'],
  ])('refuses %s, and says what to write', async (_, [command, where, ...rest], says, fix) => {
    const ran = await sanku([command!, at(where!), ...rest]);
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(says)]);
    expect(ran.err.split('\n→ ')[1]).toContain(fix);
  });
});

describe('bad input', () => {
  const linkWith = (change: { model?: string; file?: string; truth?: string; lang?: string }) => {
    const file = change.file === undefined ? at('first.csv') : write('bad.csv', change.file);
    const truth = change.truth === undefined ? [] : ['--truth', write('bad-truth.csv', change.truth)];
    const model = write('bad.yaml', change.model ?? MODEL);
    return sanku(['link', file, '--model', model, '--out', at('bad'), ...truth, '--lang', change.lang ?? 'en']);
  };

  test.each([
    ['a column that is not there', { model: MODEL.replace('born: date', 'birth: date') }, 2, 'birth'],
    ['a kind that does not exist', { model: MODEL.replace('date', 'dat') }, 2, 'date'],
    ['a level that does not exist', { model: `${MODEL}comparisons:\n  - column: born\n    levels: [exat]\n` }, 2, 'exact'],
    ['a model that is no YAML', { model: 'columns: [' }, 2, 'bad.yaml'],
    ['an empty file', { file: '' }, 1, 'bad.csv is empty'],
    ['a file of a header alone', { file: 'number,given,surname,born\n' }, 1, 'no record'],
    ['ids that are repeated', { file: 'number,given,surname,born\n1,A,B,2000-01-01\n1,A,C,2000-01-01\n' }, 1, 'number'],
    ['a truth of other records', { truth: 'id,cluster\n900,1\n' }, 2, 'None of the 1 rows'],
    ['a truth of other columns', { truth: 'a,b\n1,2\n' }, 2, 'a, b'],
  ])('%s: the place and the way out', async (_, change, code, says) => {
    const ran = await linkWith(change);
    expect([ran.code, ran.err]).toEqual([code, expect.stringContaining(says)]);
    expect(ran.err).toMatch(/\n→ .{10}/);
    const inChinese = await linkWith({ ...change, lang: 'zh' });
    expect(inChinese.err.split('\n').filter((line) => line.startsWith('→ '))[0]).toMatch(/\p{Script=Han}/u);
  });

  test('one record is one cluster', async () => {
    const ran = await linkWith({ file: 'number,given,surname,born\n7,ANNA,BERGER,2000-01-01\n' });
    expect([ran.code, ran.out]).toEqual([0, expect.stringContaining('1 records are 1 clusters')]);
  });

  test('a file that is not there, a folder that cannot be written, a memory that is no number', async () => {
    const model = ['--model', at('model.yaml')];
    expect(await sanku(['link', at('nowhere.csv'), ...model, '--out', at('o')])).toMatchObject({
      code: 2,
      err: expect.stringContaining('nowhere.csv'),
    });
    expect(await sanku(['link', at('first.csv'), ...model, '--out', at('first.csv/x')])).toMatchObject({
      code: 1,
      err: expect.stringContaining('cannot be written'),
    });
    expect(await sanku(['link', at('first.csv'), ...model, '--out', at('o'), '--memory', 'much'])).toMatchObject({ code: 2 });
  });
});
