import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SourceConfig } from '../../config/index.ts';
import { zipOf } from '../../connectors/archives/testing.ts';
import type { FormatFixture } from '../../connectors/conformance-fixture.ts';
import { type Format, loadFormats } from '../../connectors/index.ts';
import { Duck } from '../../core/duckdb/duck.ts';
import { rawSql } from '../../core/duckdb/sql.ts';
import { isSankuError } from '../../core/errors.ts';
import { createRandom } from '../../core/random.ts';
import { errorCatalogues } from '../../docs/catalogues.ts';
import { decodeDelivery } from '../../pipelines/decode.ts';
import { openTestHub, RESIDENTS, type TestHub, testConfig } from '../../pipelines/testing.ts';
import { damage, pick } from './damage.ts';

const FILES = 1000;
/** As many go the whole way, through a database. */
const LANDED = 60;
/** No honest file of a kilobyte takes this long on any machine. */
const LONGEST_MS = 120_000;

const COLUMNS = ['no', 'text', '姓名'];
const ROWS = Array.from({ length: 12 }, (_, i) => [
  `${i + 1}`,
  pick(['a,b', '"', '张𬭎三', ' x', '1e5', '=1+1', '#N/A'], createRandom(i)),
  `姓${i}`,
]);

interface Whole {
  format: Format;
  settings: Record<string, unknown>;
  ending: string;
  bytes: Buffer;
  pack(bytes: Buffer): Promise<Buffer>;
}

let folder: string;
let wholes: Whole[];
let formats: Record<string, Format>;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sanku-fuzz-'));
  formats = await loadFormats();
  wholes = (await Promise.all(Object.values(formats).map(wholeFiles))).flat();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A good file of the format, plain and in each compression. */
async function wholeFiles(format: Format): Promise<Whole[]> {
  const place = path.join(import.meta.dirname, '../../connectors/formats', format.name, 'conformance.ts');
  const { fixture } = (await import(place)) as { fixture: FormatFixture };
  const bytes = await fixture.write({ columns: COLUMNS, rows: ROWS });
  const [ending = ''] = format.extensions;
  const of = (packed: string, pack: Whole['pack']): Whole => ({ format, settings: fixture.settings, ending: packed, bytes, pack });
  return [
    of(ending, async (content) => content),
    of(`${ending}.gz`, async (content) => gzipSync(content)),
    of('.zip', async (content) => zipOf({ [`a${ending}`]: content, 'b.pdf': '%PDF' })),
  ];
}

interface Broken {
  source: SourceConfig;
  file: string;
  /** Enough to make it again. */
  label: string;
}

/** The same file for the same number, whatever came before. */
async function breakOne(number: number): Promise<Broken> {
  const next = createRandom(number * 7919);
  const { format, settings, ending, bytes, pack } = pick(wholes, next);
  // Now and then it is a good file of another format.
  const isForeign = next() < 0.05;
  // What is packed breaks before or after: a checksum finds nearly all of the latter.
  const isPackedLater = next() < 0.7;
  const damaged = isForeign
    ? { bytes: pick(wholes, next).bytes, done: ['another format'] }
    : damage(isPackedLater ? bytes : await pack(bytes), next);
  const file = path.join(folder, String(number), `city.2026-10-01${ending}`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, isPackedLater ? await pack(damaged.bytes) : damaged.bytes);
  const [, ...rest] = RESIDENTS.columns;
  const columns = COLUMNS.map((name, i) => ({ ...(i === 0 ? RESIDENTS.columns[0]! : rest[0]!), name, required: i === 0 }));
  const mentions = [{ role: 'one', entity: 'person' as const, attributes: { name: '姓名' } }];
  const source = { ...RESIDENTS, columns, mentions, relations: [], facts: [], format: { name: format.name, settings } };
  return { source, file, label: `file ${number}, ${format.name}${ending}: ${damaged.done.join(', ')}` };
}

async function within<T>(work: Promise<T>, label: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`${label}: still busy`)), LONGEST_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Every row has its own number, counted from 1, in the table or among the unreadable ones. */
async function expectAllAccounted(duck: Duck, { rows, label }: { rows: number; label: string }): Promise<void> {
  const found = await duck.row<Record<string, number>>(
    rawSql(`SELECT count(*)::DOUBLE AS n, count(DISTINCT row_number)::DOUBLE AS numbers, coalesce(min(row_number), 1)::DOUBLE AS first,
      coalesce(max(row_number), 0)::DOUBLE AS last FROM (SELECT row_number FROM raw UNION ALL SELECT row_number FROM unreadable)`),
  );
  expect([label, found]).toEqual([label, { n: rows, numbers: rows, first: 1, last: rows }]);
}

describe('a thousand files broken at random', () => {
  test('each is read with every row accounted for, or refused with an error of the catalogue', async () => {
    const codes = new Set((await errorCatalogues()).flatMap(({ entries }) => Object.keys(entries)));
    const ends = { read: 0, refused: 0 };
    for (let first = 0; first < FILES; first += 100) {
      using duck = await Duck.open({ spillFolder: folder, memoryMb: 256 });
      for (let number = first; number < first + 100; number++) {
        const { source, file, label } = await breakOne(number);
        const workFolder = path.join(path.dirname(file), 'work');
        mkdirSync(workFolder);
        try {
          const work = decodeDelivery({ db: duck, source, files: [file], formats, workFolder, isCorrection: false });
          const { rows } = await within(work, label);
          await expectAllAccounted(duck, { rows, label });
          ends.read++;
        } catch (error) {
          if (!isSankuError(error)) throw new Error(`${label}: ${(error as Error).message}`, { cause: error });
          expect([
            label,
            codes.has(error.code),
            `${error.message}${error.messageIn('zh')}${error.fixIn('en')}${error.fixIn('zh')}`,
          ]).toEqual([label, true, expect.not.stringMatching(/\{\w+\}/)]);
          ends.refused++;
        }
        await duck.run(rawSql('DROP TABLE IF EXISTS raw; DROP TABLE IF EXISTS unreadable'));
        rmSync(path.dirname(file), { recursive: true });
      }
    }
    // Damage that nothing notices, or that nothing survives, would prove little.
    expect(ends.read).toBeGreaterThan(FILES / 10);
    expect(ends.refused).toBeGreaterThan(FILES / 4);
  });

  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub(testConfig());
  });
  afterAll(() => hub?.close());

  test('those that go the whole way end taken in, with read = accepted + rejected, or refused', async () => {
    const statuses = new Set<string>();
    for (let number = FILES; number < FILES + LANDED; number++) {
      const { source, file, label } = await breakOne(number);
      const free = { ...source, expectations: { rows: { min: 0, maxDropShare: 1, maxGrowthShare: 100 }, maxRejectedShare: 1 } };
      const landed = await within(hub.landFile(file, { source: free }), label);
      statuses.add(landed.status);
      expect([label, landed.status]).toEqual([label, expect.stringMatching(/^(waiting|refused|repeated)$/)]);
      if (landed.status === 'waiting') expect([label, landed.read]).toEqual([label, landed.accepted + landed.rejected]);
    }
    expect(statuses).toEqual(new Set(['waiting', 'refused']));
  });
});
