import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Duck } from '../../../core/duckdb/duck.ts';
import { duck } from '../../../core/duckdb/sql.ts';
import { evaluate } from './evaluate.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sanku-evaluate-'));
let db: Duck;

/** Five records of two files: a1 and a2 joined, b1 and b2 joined, and a3 alone; a3 and b1 hang together weakly. */
beforeAll(async () => {
  db = await Duck.open({ spillFolder: folder, memoryMb: 256 });
  await db.run(
    duck`CREATE TABLE record AS SELECT * FROM (VALUES (0::UINTEGER, 'a.csv', '1'), (1, 'a.csv', '2'), (2, 'a.csv', '3'), (3, 'b.csv', 'x'), (4, 'b.csv', '1')) AS t(n, file, id)`,
  );
  await db.run(
    duck`CREATE TABLE cluster AS SELECT * FROM (VALUES (0::UINTEGER, 0::UINTEGER), (1, 0), (2, 2), (3, 3), (4, 3)) AS t(n, cluster)`,
  );
  await db.run(
    duck`CREATE TABLE record_pair AS SELECT * FROM (VALUES (0::UINTEGER, 1::UINTEGER, 9.0::DOUBLE), (3, 4, 7.00001), (2, 3, 2.5)) AS t(left_n, right_n, weight)`,
  );
});
afterAll(() => db.close());

const evaluated = (text: string) => {
  const file = path.join(folder, 'truth.csv');
  writeFileSync(file, text);
  return evaluate(db, file);
};

describe('a link held beside a truth', () => {
  test('of clusters: pairs, B³, the best threshold, and how many are wrong and missed', async () => {
    const { curve, ...found } = await evaluated('file,id,cluster\na.csv,1,p\na.csv,2,p\na.csv,3,q\nb.csv,x,q\nb.csv,1,r\n');
    expect(found).toEqual({
      pairs: { precision: 0.5, recall: 0.5, f1: 0.5 },
      bcubed: { precision: 0.8, recall: 0.8, f1: 0.8 },
      best: { threshold: 9, pairs: 1, precision: 1, recall: 0.5, f1: 0.666667 },
      wrongJoins: 1,
      missed: 1,
      truth: { form: 'clusters', lines: 5, known: 5 },
    });
    expect(curve.map(({ threshold, pairs }) => [threshold, pairs])).toEqual([
      [9, 1],
      [7, 2],
      [2.5, 4],
    ]);
  });

  test('of judged pairs: only those count, and there is no B³', async () => {
    const text = 'LEFT_ID, right_id ,left_file,right_file,match\n1,2,a.csv,a.csv,yes\n3,x,a.csv,b.csv,0.9\nx,1,b.csv,b.csv,0\n';
    expect(await evaluated(text)).toMatchObject({
      pairs: { precision: 0.5, recall: 0.5, f1: 0.5 },
      bcubed: null,
      best: { threshold: 2.5, f1: 0.8 },
      truth: { form: 'pairs', lines: 3, known: 3 },
    });
  });

  test('leaves out lines of unknown records, and counts them', async () => {
    const { pairs, truth } = await evaluated('file,id,cluster\na.csv,1,p\na.csv,2,p\na.csv,77,p\nc.csv,1,p\n');
    expect([pairs.f1, truth]).toEqual([1, { form: 'clusters', lines: 4, known: 2 }]);
  });

  test.each([
    ['other columns', 'name,group\n1,2\n', 'truthColumnsUnknown', 'name, group'],
    ['ids that no record has', 'id,cluster\n77,1\n78,1\n', 'truthOfOthers', 'None of the 2 rows'],
    ['an id of two files without the file', 'id,cluster\n2,p\n1,p\n', 'truthAmbiguous', 'Line 3'],
    ['two clusters for one record', 'file,id,cluster\na.csv,1,p\na.csv,2,p\na.csv,1,q\n', 'truthContradicts', 'Lines 2 and 4'],
    ['two judgements of one pair', 'left_id,right_id,match\n2,3,1\n3,2,0\n', 'truthContradicts', 'Lines 2 and 3'],
    ['a judgement that is none', 'left_id,right_id,match\n2,3,maybe\n', 'truthMatchUnknown', 'Line 2'],
    ['an empty file', '', 'truthEmpty', 'truth.csv is empty'],
    ['a line of another width', 'id,cluster\n1,2\n3\n', 'truthUnreadable', 'truth.csv'],
  ])('refuses %s', async (_, text, code, says) => {
    await expect(evaluated(text)).rejects.toMatchObject({ code, message: expect.stringContaining(says) });
  });
});
