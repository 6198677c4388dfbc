import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Duck } from '../core/duckdb/duck.ts';
import { isSankuError } from '../core/errors.ts';
import { type ScoreRequest, score } from './score.ts';

let folder: string;
let duck: Duck;
let made = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sanku-score-'));
  duck = await Duck.open({ spillFolder: folder, memoryMb: 512 });
});
afterAll(() => {
  duck.close();
  rmSync(folder, { recursive: true });
});

const RECORDS = 'source,record,role,entity_type,entity';
const RELATIONS = 'relation,subject_type,subject,house,valid_from,valid_to';
const WRONGS = 'comparison,entity_type,entity,other_type,other,valid_from,valid_to,by_number';
const CASES = 'case,comparison,grade,state,entity_type,entity,other_type,other,valid_from,valid_to,amount';

/** Writes files (name → header and rows) and scores hub/… against truth/…. */
async function scoreFiles(files: Record<string, string[]>) {
  made += 1;
  const base = join(folder, String(made));
  mkdirSync(join(base, 'truth'), { recursive: true });
  mkdirSync(join(base, 'hub'));
  for (const [file, lines] of Object.entries(files)) writeFileSync(join(base, file), `${lines.join('\n')}\n`);
  const request: ScoreRequest = { truthFolder: join(base, 'truth'), assignments: join(base, 'hub/assignments.csv'), duck };
  if (files['hub/relations.csv']) request.relations = join(base, 'hub/relations.csv');
  if (files['hub/houses.csv']) request.houses = join(base, 'hub/houses.csv');
  if (files['hub/cases.csv']) request.cases = join(base, 'hub/cases.csv');
  return score(request);
}

/** Mentions 1, 2, … of one type, the nth belonging to the nth entity named; '-' = this side does not know it. */
function mentions(type: string, entities: string[]): string[] {
  return entities.flatMap((entity, i) => (entity === '-' ? [] : [`s,${type}${i + 1},r,${type},${entity}`]));
}

describe('scoring clusters', () => {
  test('counts pairs and B³ as one does by hand', async () => {
    // Truth {1,2,3} {4,5}; hub {1,2} {3,4} {5}.
    const report = await scoreFiles({
      'truth/records.csv': [RECORDS, ...mentions('person', ['A', 'A', 'A', 'B', 'B'])],
      'hub/assignments.csv': [RECORDS, ...mentions('person', ['p-1', 'p-1', 'p-2', 'p-2', 'p-3'])],
    });
    expect(report.person.pairs).toEqual({ precision: 0.5, recall: 0.25, f1: 0.333333 });
    // Precision: (1 + 1 + 1/2 + 1/2 + 1) / 5; recall: (2/3 + 2/3 + 1/3 + 1/2 + 1/2) / 5.
    expect(report.person.bcubed).toEqual({ precision: 0.8, recall: 0.533333, f1: 0.64 });
    expect(report.company).toEqual({
      pairs: { precision: 1, recall: 1, f1: 1 },
      bcubed: { precision: 1, recall: 1, f1: 1 },
      mentions: 0,
      missingInHub: 0,
      missingInTruth: 0,
    });
    expect(report.relations).toBeUndefined();
    expect(report.wrongs).toBeUndefined();
  });

  test('counts only mentions that both sides know, and says how many are missing', async () => {
    const report = await scoreFiles({
      'truth/records.csv': [RECORDS, ...mentions('company', ['A', 'A', 'A', '-'])],
      'hub/assignments.csv': [RECORDS, ...mentions('company', ['c-1', 'c-1', '-', 'c-1'])],
    });
    expect(report.company).toMatchObject({ mentions: 2, missingInHub: 1, missingInTruth: 1, pairs: { precision: 1, recall: 1 } });
  });

  test('scores rooms apart from the buildings above them', async () => {
    const report = await scoreFiles({
      'truth/records.csv': [RECORDS, ...mentions('house', ['R1', 'R1', 'B1', 'B1', 'U1'])],
      'truth/houses.csv': ['house,parent,level', 'R1,U1,room', 'U1,B1,unit', 'B1,,building'],
      'hub/assignments.csv': [RECORDS, ...mentions('house', ['h-1', 'h-2', 'h-3', 'h-3', 'h-3'])],
    });
    expect(report.house.rooms).toMatchObject({ mentions: 2, pairs: { precision: 1, recall: 0, f1: 0 } });
    expect(report.house.buildings).toMatchObject({ mentions: 3, pairs: { precision: 0.333333, recall: 1 } });
    expect(report.house).toMatchObject({ mentions: 5, pairs: { precision: 0.333333, recall: 0.5 } });
  });

  test('finds a room at its floor where the floor shown is that of its neighbours, and no other is', async () => {
    const truth = ['b,,building', 'f1,b,floor', 'f2,b,floor', 'A,f1,room', 'B,f1,room', 'C,f1,room', 'D,f2,room', 'E,f2,room'];
    // One of the first floor lies beside it on a floor of its own, one of the second on the first, and one hangs on the building.
    const hub = ['h-b,,building', 'x,h-b,floor', 'y,h-b,floor', 'h-A,x,room', 'h-B,x,room', 'h-C,y,room', 'h-D,x,room', 'h-E,h-b,room'];
    const report = await scoreFiles({
      'truth/records.csv': [RECORDS, ...mentions('house', ['A', 'B', 'C', 'D', 'E'])],
      'truth/houses.csv': ['house,parent,level', ...truth],
      'hub/assignments.csv': [RECORDS, ...mentions('house', ['h-A', 'h-B', 'h-C', 'h-D', 'h-E'])],
      'hub/houses.csv': ['house,parent,level', ...hub],
    });
    expect(report.house.tree).toEqual({ rooms: 5, atTheirFloor: 2, share: 0.4 });
  });

  test('agrees with counting every pair and every mention', async () => {
    const labels = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(labels, async (rows) => {
        const report = await scoreFiles({
          'truth/records.csv': [
            RECORDS,
            ...mentions(
              'person',
              rows.map(([truth]) => `T${truth}`),
            ),
          ],
          'hub/assignments.csv': [
            RECORDS,
            ...mentions(
              'person',
              rows.map(([, hub]) => `p-${hub}`),
            ),
          ],
        });
        const expected = bruteForce(rows);
        expect(report.person.pairs.precision).toBeCloseTo(expected.pairPrecision, 5);
        expect(report.person.pairs.recall).toBeCloseTo(expected.pairRecall, 5);
        expect(report.person.bcubed.precision).toBeCloseTo(expected.cubedPrecision, 5);
        expect(report.person.bcubed.recall).toBeCloseTo(expected.cubedRecall, 5);
      }),
      { numRuns: 25, seed: 7 },
    );
  });
});

function bruteForce(rows: [number, number][]) {
  let [both, inHub, inTruth] = [0, 0, 0];
  rows.forEach(([truth, hub], i) => {
    for (const [otherTruth, otherHub] of rows.slice(i + 1)) {
      if (truth === otherTruth) inTruth += 1;
      if (hub === otherHub) inHub += 1;
      if (truth === otherTruth && hub === otherHub) both += 1;
    }
  });
  let [purity, completeness] = [0, 0];
  for (const [truth, hub] of rows) {
    const shared = rows.filter(([t, h]) => t === truth && h === hub).length;
    purity += shared / rows.filter(([, h]) => h === hub).length / rows.length;
    completeness += shared / rows.filter(([t]) => t === truth).length / rows.length;
  }
  return {
    pairPrecision: inHub === 0 ? 1 : both / inHub,
    pairRecall: inTruth === 0 ? 1 : both / inTruth,
    cubedPrecision: purity,
    cubedRecall: completeness,
  };
}

describe('scoring relations and wrongs', () => {
  test('compares ties in the ids of the truth, whatever their dates', async () => {
    const report = await scoreFiles({
      'truth/records.csv': [RECORDS, ...mentions('person', ['A', 'A', 'B']), ...mentions('house', ['X', 'Y'])],
      'truth/relations.csv': [
        RELATIONS,
        'living,person,A,X,2020-01-01,',
        'living,person,A,X,2024-01-01,',
        'living,person,B,Y,,',
        'registered,person,B,X,,',
      ],
      'hub/assignments.csv': [RECORDS, ...mentions('person', ['p-1', 'p-2', 'p-3']), ...mentions('house', ['h-1', 'h-2'])],
      'hub/relations.csv': [
        RELATIONS,
        'living,person,p-1,h-1,,',
        'living,person,p-2,h-1,,',
        'living,person,p-3,h-1,,',
        'living,person,p-9,h-2,,',
      ],
    });
    expect(report.relations).toMatchObject({
      living: { precision: 0.5, recall: 0.5, f1: 0.5, stated: 4, correct: 2, true: 2, found: 1 },
      registered: { precision: 1, recall: 0, f1: 0, stated: 0, correct: 0, true: 1, found: 0 },
    });
  });

  test('counts ties with their dates: a month apart is near enough, an end that is not known is not', async () => {
    const report = await scoreFiles({
      'truth/records.csv': [RECORDS, ...mentions('person', ['A', 'B', 'C', 'D']), ...mentions('house', ['X'])],
      'truth/relations.csv': [
        RELATIONS,
        'living,person,A,X,2020-01-01,2024-05-01',
        'living,person,B,X,2020-01-01,',
        'living,person,C,X,2020-01-01,2024-05-01',
        'living,person,D,X,2020-01-01,',
      ],
      'hub/assignments.csv': [RECORDS, ...mentions('person', ['p-1', 'p-2', 'p-3', 'p-4']), ...mentions('house', ['h-1'])],
      'hub/relations.csv': [
        RELATIONS,
        'living,person,p-1,h-1,2020-02-01,2024-04-01',
        'living,person,p-2,h-1,2020-02-02,',
        'living,person,p-3,h-1,2020-01-01,',
        'living,person,p-4,h-1,2019-12-15,',
        'living,person,p-4,h-1,2012-01-01,',
      ],
    });
    expect(report.relations?.['living']).toMatchObject({
      ...{ precision: 1, recall: 1, stated: 4, true: 4 },
      dated: { precision: 0.4, recall: 0.5, stated: 5, correct: 2, true: 4, found: 2 },
    });
  });

  test('scores standing cases, overall and of those identified by number', async () => {
    const report = await scoreFiles({
      'truth/records.csv': [RECORDS, ...mentions('person', ['A', 'B', 'C', 'D', 'E'])],
      'truth/wrongs.csv': [
        WRONGS,
        'pension-after-death,person,A,,,2026-01-01,,true',
        'pension-after-death,person,B,,,2026-01-01,,true',
        'pension-after-death,person,C,,,2026-01-01,,false',
        'pension-after-death,person,E,,,2026-01-01,,false',
      ],
      'hub/assignments.csv': [RECORDS, ...mentions('person', ['p-1', 'p-2', 'p-3', 'p-4', 'p-5'])],
      'hub/cases.csv': [
        CASES,
        'k-1,pension-after-death,certain,open,person,p-1,,,,,',
        'k-2,pension-after-death,certain,dismissed,person,p-2,,,,,',
        'k-3,pension-after-death,weak,confirmed,person,p-3,,,,,',
        'k-4,pension-after-death,certain,open,person,p-4,,,,,',
        'k-5,of-which-the-truth-knows-nothing,certain,open,person,p-4,,,,,',
      ],
    });
    expect(Object.keys(report.wrongs ?? {})).toEqual(['pension-after-death']);
    expect(report.wrongs?.['pension-after-death']).toEqual({
      ...{ precision: 0.666667, recall: 0.5, f1: 0.571429, stated: 3, correct: 2, true: 4, found: 2 },
      byNumber: { precision: 0.5, recall: 0.5, f1: 0.5, stated: 2, correct: 1, true: 2, found: 1 },
    });
  });

  test('a case about two entities is right only when both are', async () => {
    const report = await scoreFiles({
      'truth/records.csv': [RECORDS, ...mentions('person', ['A', 'B'])],
      'truth/wrongs.csv': [WRONGS, 'two-at-once,person,A,person,B,,,true'],
      'hub/assignments.csv': [RECORDS, ...mentions('person', ['p-1', 'p-2'])],
      'hub/cases.csv': [
        CASES,
        'k-1,two-at-once,certain,open,person,p-1,person,p-2,,,',
        'k-2,two-at-once,certain,open,person,p-1,person,p-1,,,',
      ],
    });
    expect(report.wrongs?.['two-at-once']).toMatchObject({ precision: 0.5, recall: 1 });
  });

  test('says which file is missing, and what is wrong with one that is not as it should be', async () => {
    const missing = await scoreFiles({ 'truth/records.csv': [RECORDS] }).catch((error: unknown) => error);
    expect(isSankuError(missing, 'scoreFileMissing')).toBe(true);
    const wrong = await scoreFiles({ 'truth/records.csv': ['a,b', '1,2'], 'hub/assignments.csv': [RECORDS] }).catch(
      (error: unknown) => error,
    );
    expect(isSankuError(wrong, 'scoreFileUnreadable')).toBe(true);
  });
});
