import { describe, expect, test } from '@jest/globals';
import type { AuditEntry } from './audit-chain.ts';
import type { ChildrenAnswer, Gate, HouseAnswer, SubjectAnswer, Visit } from './contract.ts';
import { createGate } from './gate.ts';
import { callerWith, casesOf, house, person, readerOf, testConfig, testTypes, tie } from './testing.ts';

const inside = (id: string, level: string, [parent, address]: [string, string], division = '339901001') =>
  house(id, { division, attributes: { level, parent, address } });

const entities = [
  person('p-1'),
  person('p-2'),
  house('h-1', { attributes: { level: 'building', address: '中山路1号2幢' } }),
  inside('h-2', 'unit', ['h-1', '中山路1号2幢/1单元']),
  inside('h-3', 'floor', ['h-2', '中山路1号2幢/1单元/10层']),
  inside('h-4', 'floor', ['h-2', '中山路1号2幢/1单元/9层']),
  inside('h-5', 'room', ['h-4', '中山路1号2幢/1单元/902室']),
  inside('h-6', 'room', ['h-4', '中山路1号2幢/1单元/901室'], '339903001'),
];
const relations = [tie('p-1', { house: 'h-1' }), tie('p-2', { house: 'h-5', presumed: 'domicile' }), tie('p-1', { house: 'h-6' })];

let written: AuditEntry[] = [];

function gateIn(grants: Record<string, unknown> = {}): Gate {
  written = [];
  return createGate({
    keys: { authenticate: async () => callerWith(grants), distrust: () => undefined } as unknown as Parameters<
      typeof createGate
    >[0]['keys'],
    audit: {
      written: () => ({ groups: 0, lines: 0, failed: 0 }),
      append: async (entries) => {
        written.push(...entries);
        return new Set();
      },
    },
    ...{ golden: readerOf({ entities, relations, redirects: { 'h-9': 'h-1' } }), cases: casesOf([]), types: testTypes, config: testConfig },
    clock: () => new Date('2026-10-01T08:00:00Z'),
  });
}

async function ask<T>(question: (gate: Gate, visit: Visit) => Promise<T>, gate = gateIn()): Promise<T> {
  return question(gate, await gate.admit({ key: 'sk-1', purpose: 'pension-check', user: '张三' }, 'test'));
}

const children = (question: { house: string; within?: boolean; limit?: number; after?: string }) =>
  ask((gate, visit) => gate.children(visit, { fields: ['address'], ...question }) as Promise<ChildrenAnswer>);

describe('the houses in a house', () => {
  test('are those next below, by their numbers, each with its level', async () => {
    expect((await children({ house: 'h-2' })).items.map(({ id, level, parent }) => [id, level, parent])).toEqual([
      ['h-4', 'floor', 'h-2'],
      ['h-3', 'floor', 'h-2'],
    ]);
    expect(written).toMatchObject([
      { entityType: 'house', entities: ['h-4', 'h-3'], roles: 'children', detail: { house: 'h-2', within: false } },
    ]);
  });

  test('are all that lie in it with `within`, from the top down; none outside the region', async () => {
    const { items, counts } = await children({ house: 'h-1', within: true });
    expect(items.map(({ id }) => id)).toEqual(['h-2', 'h-4', 'h-3', 'h-5']);
    expect(counts).toEqual({ houses: 4 });
    expect(items[0]!.values).toEqual({ address: '中**' });
  });

  test('come in pages that join', async () => {
    const first = await children({ house: 'h-1', within: true, limit: 3 });
    const rest = await children({ house: 'h-1', within: true, limit: 3, after: first.next! });
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(['h-2', 'h-4', 'h-3', 'h-5']);
    expect(rest.next).toBeUndefined();
    await expect(children({ house: 'h-1', after: 'x' })).rejects.toMatchObject({ code: 'cursorUnusable' });
  });

  test('of a merged house are those of the living one; a field needs its grant, a house the region', async () => {
    expect(await children({ house: 'h-9' })).toEqual({ movedTo: 'h-1' });
    await expect(children({ house: 'h-6' })).rejects.toMatchObject({ code: 'notFound' });
    await expect(
      ask((gate, visit) => gate.children(visit, { house: 'h-1', fields: ['address'] }), gateIn({ entities: {} })),
    ).rejects.toMatchObject({
      code: 'entityNotGranted',
    });
  });
});

describe('the houses of a person', () => {
  const houses = (question: { id: string; past?: boolean; limit?: number; after?: string }, grants: Record<string, unknown> = {}) =>
    ask(
      (gate, visit) => gate.houses(visit, { entityType: 'person', fields: ['address'], ...question }) as Promise<SubjectAnswer>,
      gateIn({ relations: ['houses'], ...grants }),
    );

  test('are those it is tied to, with values where they lie in the region', async () => {
    const { items, counts } = await houses({ id: 'p-1' });
    expect(items.map(({ house: at, relation, current, values }) => [at, relation, current, values])).toEqual([
      ['h-1', 'living', true, { address: '中**' }],
      ['h-6', 'living', true, undefined],
    ]);
    expect(counts).toEqual({ ties: 2, houses: 2 });
    expect(written).toMatchObject([
      { entityType: 'person', entities: ['p-1'], roles: 'asked', detail: { person: 'p-1', past: false } },
      { entityType: 'house', entities: ['h-1', 'h-6'], roles: 'houses', fields: ['address'] },
    ]);
  });

  test('come in pages; are granted apart, and only of a person that the key may see', async () => {
    const first = await houses({ id: 'p-1', limit: 1 });
    expect((await houses({ id: 'p-1', limit: 1, after: first.next! })).items.map(({ house: at }) => at)).toEqual(['h-6']);
    await expect(houses({ id: 'p-1' }, { relations: ['occupants'] })).rejects.toMatchObject({ code: 'relationNotGranted' });
    await expect(houses({ id: 'p-1' }, { regions: ['339903'] })).rejects.toMatchObject({ code: 'notFound' });
    await expect(houses({ id: 'p-0' })).rejects.toMatchObject({ code: 'notFound' });
  });
});

test('a tie that no record states says why it is held to be so, in both languages', async () => {
  const question = { house: 'h-5', relation: 'occupants', fields: ['name'] } as const;
  const { items } = await ask((gate, visit) => gate.ties(visit, question) as Promise<HouseAnswer>);
  expect(items).toMatchObject([{ id: 'p-2', presumed: { why: 'domicile' }, sources: ['police.residents'] }]);
  expect(items[0]!.presumed!.says.en).toContain('Civil Code');
  expect(items[0]!.presumed!.says.zh).toContain('民法典');
  expect((await ask((gate, visit) => gate.ties(visit, { ...question, house: 'h-1' }) as Promise<HouseAnswer>)).items[0]).not.toHaveProperty(
    'presumed',
  );
});

test('the people of a building are those of its rooms too, where that is asked; each with the room', async () => {
  const occupants = (within: boolean) =>
    ask((gate, visit) => gate.ties(visit, { house: 'h-1', relation: 'occupants', fields: ['name'], within }) as Promise<HouseAnswer>);
  expect((await occupants(false)).items.map(({ id, house: at }) => [id, at])).toEqual([['p-1', 'h-1']]);
  expect((await occupants(true)).items.map(({ id, house: at }) => [id, at])).toEqual([
    ['p-1', 'h-1'],
    ['p-2', 'h-5'],
  ]);
});
