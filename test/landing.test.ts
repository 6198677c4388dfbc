import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadConfig } from '../config/index.ts';
import { findDeliveries, loadFormats, loadTransports } from '../connectors/index.ts';
import { silentLog } from '../core/log.ts';
import { openTestDatabase } from '../core/postgres/testing.ts';
import { findSource, type LandResult, lakeFiles, landDelivery, type PipelineContext } from '../pipelines/index.ts';
import { makeSample } from '../samples/index.ts';
import type { HubDatabase } from '../schema/index.ts';
import { createValueTypes } from '../values/index.ts';

const root = path.join(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'sanku-landing-'));
const city = path.join(folder, 'city');
let context: PipelineContext;
beforeAll(async () => {
  await makeSample({ people: 1500, seed: 1, months: 2, out: city, configFolder: path.join(root, 'config') });
  const formats = await loadFormats();
  const valueTypes = Object.keys(createValueTypes({ divisions: [] }));
  const survivorshipRules = ['most-trusted', 'most-recent', 'most-frequent'];
  const config = await loadConfig({
    folder: path.join(city, 'config'),
    registries: { formats, transports: await loadTransports(), valueTypes, survivorshipRules },
  });
  mkdirSync(path.join(folder, 'work'));
  context = {
    database: await openTestDatabase<HubDatabase>({ migrations: path.join(root, 'schema', 'postgres', 'migrations') }),
    lakeFolder: path.join(folder, 'lake'),
    workFolder: path.join(folder, 'work'),
    config,
    formats,
    valueTypes: createValueTypes({ divisions: config.divisions, today: '2026-12-01' }),
    reading: async () => context,
    log: silentLog,
    clock: () => new Date('2026-12-01T00:00:00Z'),
    memoryMb: 512,
  };
});
afterAll(async () => {
  await context.database.close();
  rmSync(folder, { recursive: true });
});

async function land(month: string): Promise<LandResult[]> {
  const { config } = context;
  const sources = config.sources.map((source) => source.source);
  const { deliveries } = await findDeliveries(path.join(city, month), sources);
  expect(deliveries.map((delivery) => delivery.source).sort()).toEqual(sources.sort());
  const landed: LandResult[] = [];
  for (const { source, files, asOf } of deliveries) {
    landed.push(await landDelivery({ source: findSource(config, source), delivery: { files, asOf }, context }));
  }
  return landed;
}

describe("the sample city's deliveries", () => {
  test('land whole, those of the next month write little, and the same again nothing', async () => {
    for (const result of await land('month-01')) {
      expect(result).toMatchObject({ status: 'waiting', read: result.accepted + result.rejected, new: result.accepted, changed: 0 });
      expect(result.rejected).toBeLessThanOrEqual(result.read * 0.02);
    }
    const first = await lakeFiles(context.database, 'mentions', { part: 'person' });
    expect(first.map((file) => file.source)).toContain('police.residents');
    for (const result of await land('month-02')) {
      expect(result).toMatchObject({ status: 'waiting', read: result.accepted + result.rejected });
      expect(result.changed).toBeLessThanOrEqual(result.read * 0.2);
    }
    const files = await lakeFiles(context.database, 'mentions', { part: 'person', source: 'police.residents' });
    expect(files.map((file) => file.rows < files[0]!.rows * 0.2)).toEqual([false, true]);
    for (const result of await land('month-02')) expect(result).toMatchObject({ status: 'repeated', read: 0 });
  });
});
