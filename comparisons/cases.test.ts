import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Duck } from '../core/duckdb/duck.ts';
import { duck } from '../core/duckdb/sql.ts';
import { silentLog } from '../core/log.ts';
import { findCases, prepareViews } from './index.ts';
import { type LakeInWords, testConfig, writeLake } from './testing.ts';

/** Each folder cases/<comparison>/<situation>/ holds a lake in words (input.json) and the cases it must raise (expected.json). */
const CASES = path.join(import.meta.dirname, 'cases');

interface Input {
  asOf: string;
  parameters?: Record<string, string | number>;
  lake: LakeInWords[];
}

let folder: string;
let duckdb: Duck;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sanku-cases-'));
  duckdb = await Duck.open({ spillFolder: folder, memoryMb: 512 });
});
afterAll(() => {
  duckdb.close();
  rmSync(folder, { recursive: true });
});

for (const name of readdirSync(CASES)) {
  describe(name, () => {
    for (const situation of readdirSync(path.join(CASES, name))) {
      test(situation.replaceAll('-', ' '), async () => {
        const read = (file: string) => JSON.parse(readFileSync(path.join(CASES, name, situation, file), 'utf8'));
        const { asOf, parameters, lake } = read('input.json') as Input;
        const config = testConfig();
        const shipped = config.comparisons.find((comparison) => comparison.name === name)!;
        const comparison = { ...shipped, parameters: { ...shipped.parameters, ...parameters } };
        await prepareViews(duckdb, { config, lakeFiles: await writeLake(duckdb, path.join(folder, name, situation), lake) });
        await findCases(duckdb, { comparison, config, asOf, log: silentLog });
        const rows = await duckdb.rows(duck`SELECT entity, grade, valid_from::VARCHAR AS "from", valid_to::VARCHAR AS "to",
          amount::VARCHAR AS amount, sentence::JSON ->> 'en' AS sentence, evidence FROM case_hit ORDER BY entity`);
        const found = rows.map((row) => ({
          ...row,
          evidence: JSON.parse(String(row['evidence'])).map((one: object) => Object.values(one).join(' | ')),
        }));
        expect(found).toEqual(read('expected.json'));
      });
    }
  });
}
