import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { silentLog } from '../core/log.ts';
import { linkFiles } from '../hub-linkage.ts';
import { compileModel, readModel } from '../mdm/linkage/index.ts';
import { ROOT } from './modules.ts';

const out = mkdtempSync(path.join(tmpdir(), 'sanku-examples-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

const EXAMPLES = path.join(ROOT, 'examples');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

async function linked(name: string) {
  const folder = path.join(EXAMPLES, name);
  const { metrics } = await linkFiles({
    files: [path.join(folder, 'persons.csv')],
    model: path.join(folder, 'model.yaml'),
    truth: path.join(folder, 'truth.csv'),
    out: path.join(out, name),
    language: 'en',
    log: silentLog,
  });
  return metrics;
}

describe('the shipped examples', () => {
  test.each([
    ['febrl-1', 0.999],
    ['fake-1000', 0.945],
    ['city-persons', 0.95],
  ])('%s reaches its floor by defaults alone', async (name, floor) => {
    const { pairs, bcubed, candidateRecall } = await linked(name);
    expect(pairs!.f1).toBeGreaterThanOrEqual(floor);
    expect(bcubed!.f1).toBeGreaterThanOrEqual(floor);
    expect(candidateRecall).toBeGreaterThan(0.9);
  });

  test.each(['febrl-1', 'fake-1000', 'senzing', 'restaurants', 'city-persons'])(
    '%s comes with a model, its origin and its command',
    (name) => {
      expect(compileModel(readModel(read(`examples/${name}/model.yaml`), 'model.yaml')).columns.length).toBeGreaterThan(3);
      expect(read(`examples/${name}/NOTICE`).length).toBeGreaterThan(100);
      expect(read('examples/README.md')).toContain(`--model examples/${name}/model.yaml --truth examples/${name}/truth.csv`);
    },
  );
});

test('the models that the guide shows are taken as they stand', () => {
  const models = [...read('docs/matching-files.md').matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text!);
  expect(models.length).toBeGreaterThanOrEqual(3);
  for (const text of models) expect(compileModel(readModel(text, 'model.yaml')).columns.length).toBeGreaterThan(0);
});
