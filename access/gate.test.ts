import { beforeEach, describe, expect, test } from '@jest/globals';
import type { AuditEntry } from './audit-chain.ts';
import type { Gate, HouseAnswer, StoredCase, Visit } from './contract.ts';
import { accessErrors } from './errors.ts';
import { createGate } from './gate.ts';
import type { Grants } from './grants.ts';
import { callerWith, casesOf, type Holdings, house, person, readerOf, stored, testConfig, testTypes, tie } from './testing.ts';

const clock = () => new Date('2026-10-01T08:00:00Z');
const asking = { key: 'sk-1', purpose: 'pension-check', user: '张三', caseNumber: '2026-7' };
let written: AuditEntry[];
let revoked: Set<string>;
let distrusted: number;
beforeEach(() => {
  written = [];
  revoked = new Set();
  distrusted = 0;
});

const holdings: Holdings = {
  entities: [
    ...[person('p-1'), person('p-2', { division: '339903001' }), person('p-3', { division: null })],
    ...[house('h-1'), house('h-2', { division: '339903001' })],
  ],
  relations: [
    ...[tie('p-1'), tie('p-1', { relation: 'registered' }), tie('p-2')],
    ...[tie('p-2', { relation: 'registered', validTo: '2021-01-01' }), tie('p-3', { validTo: '2021-01-01' })],
  ],
  redirects: { 'p-9': 'p-1', 'p-8': 'p-2' },
  records: [
    { record: 'r-1', role: 'resident', entityType: 'person', entity: 'p-1' },
    { record: 'r-1', role: 'residence', entityType: 'house', entity: 'h-1' },
    { record: 'r-2', role: 'resident', entityType: 'person', entity: 'p-2' },
  ],
};

interface Situation {
  grants?: Record<string, unknown>;
  administrator?: boolean;
  held?: Holdings;
  cases?: StoredCase[];
  auditFails?: boolean;
}

function gateIn({ grants = {}, administrator = false, held = holdings, cases = [], auditFails = false }: Situation = {}): Gate {
  const caller = callerWith(grants);
  if (administrator) caller.grants = { role: 'administrator', rate: { perMinute: 10 } } as Grants;
  return createGate({
    keys: {
      authenticate: async (key) => {
        if (key !== asking.key) throw accessErrors.unauthenticated();
        return caller;
      },
      distrust: () => {
        distrusted += 1;
      },
    } as Parameters<typeof createGate>[0]['keys'],
    audit: {
      written: () => ({ groups: 0, lines: 0, failed: 0 }),
      append: async (entries) => {
        if (auditFails) throw accessErrors.auditUnavailable();
        written.push(...entries);
        return revoked;
      },
    },
    ...{ golden: readerOf(held), cases: casesOf(cases, held.entities), types: testTypes, config: testConfig, clock },
  });
}

async function ask<T>(gate: Gate, question: (visit: Visit) => Promise<T>): Promise<T> {
  return question(await gate.admit(asking, 'test'));
}

/** The refusal, which must be the last thing the log says. */
async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error = (await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )) as { code?: string } | undefined;
  expect(error).toBeDefined();
  expect(written.at(-1)?.outcome).toBe(`refused:${error?.code}`);
  return error!.code!;
}

const byNumber = { entityType: 'person', where: { idNumber: '33990119580312' + '1' }, fields: ['id', 'name'] } as const;

describe('the gate lets nobody in', () => {
  test.each([
    ['without a known key', { key: 'sk-other' }, 'unauthenticated'],
    ['without a purpose', { purpose: ' ' }, 'purposeMissing'],
    ['without a user', { user: undefined }, 'userMissing'],
  ])('%s', async (_, changes, code) => {
    expect(await refusalOf(gateIn().admit({ ...asking, ...changes }, 'personSearch'))).toBe(code);
  });

  test('oftener than the key may ask', async () => {
    const gate = gateIn({ grants: { rate: { perMinute: 1 } } });
    await gate.admit(asking, 'personSearch');
    expect(await refusalOf(gate.admit(asking, 'personSearch'))).toBe('rateExceeded');
  });

  test('with a key that was revoked since it was let in, whatever the answer would have been', async () => {
    const gate = gateIn();
    const visit = await gate.admit(asking, 'personSearch');
    revoked.add('k-1');
    expect(await refusalOf(gate.search(visit, byNumber))).toBe('unauthenticated');
    expect(await refusalOf(gate.read(visit, { entityType: 'person', id: 'p-7', fields: ['name'] }))).toBe('unauthenticated');
    expect(await refusalOf(gate.catalogue(visit, async () => []))).toBe('unauthenticated');
    expect(distrusted).toBe(3);
  });

  test('however often they try: the first have lines of their own, the others are counted', async () => {
    const gate = gateIn({ grants: { rate: { perMinute: 1 } } });
    await gate.admit(asking, 'personSearch');
    const flood = Array.from({ length: 100 }, (_, index) => [
      gate.admit({ from: '10.0.0.1', key: `sk-no-${index}` }, 'personSearch'),
      gate.admit({ ...asking, purpose: undefined }, 'personSearch'),
    ]);
    const codes = (await Promise.allSettled(flood.flat())).map((result) => result.status === 'rejected' && result.reason.code);
    expect(new Set(codes)).toEqual(new Set(['unauthenticated', 'rateExceeded']));
    await refusalOf(gate.admit({ from: '10.0.0.2', key: undefined }, 'personSearch'));
    expect(written).toHaveLength(61);
    expect(written.at(-1)).toMatchObject({ key: null, action: 'personSearch', detail: { from: '10.0.0.2' } });
    await gate.close();
    expect(written.slice(61)).toMatchObject([
      {
        key: null,
        action: 'refusals',
        outcome: 'refused:unauthenticated',
        detail: { from: '10.0.0.1', refused: 70, since: expect.any(String) },
      },
      { key: 'k-1', action: 'refusals', outcome: 'refused:rateExceeded', detail: { from: 'k-1', refused: 70 } },
    ]);
    await gate.close();
    expect(written).toHaveLength(63);
  });

  test('while the log cannot be written: refusals and answers alike', async () => {
    const gate = gateIn({ auditFails: true });
    await expect(gate.admit({ key: 'sk-other' }, 'test')).rejects.toMatchObject({ code: 'auditUnavailable' });
    await expect(ask(gate, (visit) => gate.search(visit, byNumber))).rejects.toMatchObject({ code: 'auditUnavailable' });
  });

  test('but an administrator or a department to the catalogue, without a purpose', async () => {
    const gate = gateIn({ administrator: true });
    const visit = await gate.admitToCatalogue({ key: asking.key }, 'sources');
    expect(await gate.catalogue(visit, async () => ['police.residents'])).toEqual(['police.residents']);
    expect(written).toMatchObject([{ action: 'sources', outcome: 'delivered', purpose: null, entities: [] }]);
  });
});

describe('a search', () => {
  test('gives the fields asked for, masked, after the log has said so without any value', async () => {
    const gate = gateIn();
    const answer = await ask(gate, (visit) => gate.search(visit, { ...byNumber, fields: ['id', 'name', 'birthDate', 'name'] }));
    expect(answer).toEqual({
      items: [{ id: 'p-1', values: { name: '王**', birthDate: { year: 1958, month: 3 } } }],
      knownOn: '2026-10-01T08:00:00.000Z',
    });
    expect(written).toEqual([
      {
        ...{ key: 'k-1', user: '张三', purpose: 'pension-check', caseNumber: '2026-7', action: 'test', outcome: 'delivered' },
        ...{ entityType: 'person', entities: ['p-1'], roles: 'hit', fields: ['id', 'name', 'birthDate'], detail: { by: ['idNumber'] } },
      },
    ]);
  });

  test.each([
    ['an entity not granted', { entityType: 'company', where: { creditCode: '9' }, fields: ['name'] }, {}, 'entityNotGranted'],
    ['a combination not granted', { where: { name: '王建国' } }, {}, 'searchNotGranted'],
    ['one attribute more than granted', { where: { idNumber: '1', phone: '2' } }, {}, 'searchNotGranted'],
    ['no condition', { where: {} }, {}, 'searchNotGranted'],
    ['no fields', { fields: [] }, {}, 'fieldsMissing'],
    ['an unknown field', { fields: ['salary'] }, {}, 'fieldUnknown'],
    ['a field not granted', { fields: ['phone'] }, {}, 'fieldNotGranted'],
    ['no region', {}, { regions: [] }, 'regionNotGranted'],
    ['a purpose not granted', {}, { purposes: ['tax-check'] }, 'purposeNotGranted'],
    ['a value that is none', { where: { idNumber: '?' } }, {}, 'valueUnusable'],
    ['a day that is none', { validOn: '2026-02-30' }, {}, 'valueUnusable'],
    ['an instant that is none', { knownOn: 'soon' }, {}, 'valueUnusable'],
  ])('with %s is refused and logged', async (_, changes, grants, code) => {
    const gate = gateIn({ grants });
    const question = { ...byNumber, ...changes } as Parameters<Gate['search']>[1];
    expect(await refusalOf(ask(gate, (visit) => gate.search(visit, question)))).toBe(code);
    expect(JSON.stringify(written)).not.toContain('33990119580312');
  });

  test('by an administrator is refused', async () => {
    const gate = gateIn({ administrator: true });
    expect(await refusalOf(ask(gate, (visit) => gate.search(visit, byNumber)))).toBe('entityNotGranted');
  });

  test('finds nothing outside the region, as if it were not there', async () => {
    const gate = gateIn();
    for (const idNumber of ['339901195803122', '339901195803123']) {
      expect(await ask(gate, (visit) => gate.search(visit, { ...byNumber, where: { idNumber } }))).toMatchObject({ items: [] });
    }
    const everywhere = gateIn({ grants: { regions: 'all' } });
    expect(
      await ask(everywhere, (visit) => everywhere.search(visit, { ...byNumber, where: { idNumber: '339901195803123' } })),
    ).toMatchObject({
      items: [{ id: 'p-3' }],
    });
  });

  test('with too many hits shows none of them', async () => {
    const gate = gateIn({ held: { entities: ['p-1', 'p-2', 'p-3'].map((id) => person(id)) } });
    const question = { entityType: 'person', where: { name: '王建国', birthDate: '1958-03' }, fields: ['id'] } as const;
    expect(await refusalOf(ask(gate, (visit) => gate.search(visit, question)))).toBe('tooManyHits');
    expect(written.flatMap(({ entities }) => entities)).toEqual([]);
  });
});

describe('reading by id', () => {
  test('tells nothing apart: unknown, of another type, outside the region, merged into one outside', async () => {
    const gate = gateIn();
    for (const id of ['p-7', 'h-1', 'p-2', 'p-3', 'p-8', 'not an id']) {
      expect(await refusalOf(ask(gate, (visit) => gate.read(visit, { entityType: 'person', id, fields: ['id'] })))).toBe('notFound');
    }
    expect(written.map(({ entities }) => entities[0])).toEqual(['p-7', 'h-1', 'p-2', 'p-3', 'p-8', undefined]);
  });

  test('of a merged id leads to the living one', async () => {
    const gate = gateIn();
    expect(await ask(gate, (visit) => gate.read(visit, { entityType: 'person', id: 'p-9', fields: ['name'] }))).toEqual({ movedTo: 'p-1' });
    expect(written).toMatchObject([{ entities: ['p-9'], fields: [], detail: { movedTo: 'p-1' } }]);
  });

  test('says where each value comes from; the record only where the source is granted', async () => {
    const gate = gateIn();
    const question = { id: 'p-1', fields: ['name', 'employer'] };
    const item = { field: 'name', value: '王**', source: 'police.residents', role: 'resident', asOf: '2026-01-01', rule: 'most-trusted' };
    expect(await ask(gate, (visit) => gate.lineage(visit, question))).toMatchObject({ items: [{ ...item, record: 'r-p-1' }] });
    const narrow = gateIn({ grants: { records: [] } });
    expect(await ask(narrow, (visit) => narrow.lineage(visit, question))).toMatchObject({ entityType: 'person', items: [item] });
    expect(JSON.stringify(await ask(narrow, (visit) => narrow.lineage(visit, question)))).not.toContain('r-p-1');
  });
});

describe('the people of a house', () => {
  const question = { house: 'h-1', relation: 'occupants', fields: ['name'] } as const;

  test('are those there now, records and persons counted apart', async () => {
    const gate = gateIn();
    const answer = (await ask(gate, (visit) => gate.ties(visit, question))) as HouseAnswer;
    expect(answer.items.map(({ id, relation, current }) => [id, relation, current])).toEqual([
      ['p-1', 'living', true],
      ['p-1', 'registered', true],
      ['p-2', 'living', true],
    ]);
    expect(answer.items[2]).toEqual({
      ...{ id: 'p-2', house: 'h-1', current: true, values: { name: '王**' }, relation: 'living' },
      ...{ validFrom: '2020-01-01', sources: ['police.residents'] },
    });
    expect(answer.counts).toEqual({ records: 2, persons: 2 });
    expect(written).toMatchObject([
      { entityType: 'person', entities: ['p-1', 'p-2'], roles: 'occupants', detail: { house: 'h-1', past: false } },
    ]);
  });

  test('who have left show values only within the region', async () => {
    const gate = gateIn();
    const answer = (await ask(gate, (visit) => gate.ties(visit, { ...question, past: true }))) as HouseAnswer;
    const left = answer.items.filter(({ current }) => !current);
    expect(left.map(({ id, values }) => [id, values])).toEqual([
      ['p-2', undefined],
      ['p-3', undefined],
    ]);
    expect(answer.counts).toEqual({ records: 3, persons: 3 });
  });

  test('come in pages that join without gap or repetition', async () => {
    const gate = gateIn();
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = (await ask(gate, (visit) =>
        gate.ties(visit, { ...question, limit: 1, ...(after === undefined ? {} : { after }) }),
      )) as HouseAnswer;
      seen.push(...page.items.map(({ id, relation }) => `${id} ${relation}`));
      after = page.next;
    } while (after !== undefined);
    expect(seen).toEqual(['p-1 living', 'p-1 registered', 'p-2 living']);
    expect(await refusalOf(ask(gate, (visit) => gate.ties(visit, { ...question, after: 'x' })))).toBe('cursorUnusable');
  });

  test('need their own right, and a house within the region', async () => {
    const without = gateIn({ grants: { relations: [] } });
    expect(await refusalOf(ask(without, (visit) => without.ties(visit, question)))).toBe('relationNotGranted');
    const gate = gateIn();
    expect(await refusalOf(ask(gate, (visit) => gate.ties(visit, { ...question, house: 'h-2' })))).toBe('notFound');
    expect(await refusalOf(ask(gate, (visit) => gate.ties(visit, { ...question, relation: 'companies' })))).toBe('relationNotGranted');
  });

  test('of what is no house are too many', async () => {
    const crowd = Array.from({ length: 2001 }, (_, index) => tie(`p-${index}`));
    const gate = gateIn({ held: { ...holdings, relations: crowd } });
    expect(await refusalOf(ask(gate, (visit) => gate.ties(visit, question)))).toBe('tooManyHits');
  });
});

describe('records and cases', () => {
  test('of a granted source lead to the entities within the region', async () => {
    const gate = gateIn();
    const question = { source: 'police.residents', records: ['r-1', 'r-2', 'r-1'], fields: ['name', 'address'] };
    const answer = await ask(gate, (visit) => gate.records(visit, question));
    expect(answer.items).toEqual([
      { record: 'r-1', role: 'residence', entityType: 'house', id: 'h-1', values: { address: '中**' } },
      { record: 'r-1', role: 'resident', entityType: 'person', id: 'p-1', values: { name: '王**' } },
    ]);
    expect(written.map(({ entityType, entities }) => [entityType, entities])).toEqual([
      ['person', ['p-1']],
      ['house', ['h-1']],
    ]);
    expect(await refusalOf(ask(gate, (visit) => gate.records(visit, { ...question, source: 'tax.taxpayers' })))).toBe('sourceNotGranted');
    expect(await refusalOf(ask(gate, (visit) => gate.records(visit, { ...question, fields: ['creditCode'] })))).toBe('fieldNotGranted');
  });

  test('that a reader gives though they were not asked for are left out', async () => {
    const gate = gateIn({ cases: [stored('k-1', { entity: 'p-7' }), stored('k-2')] });
    const answer = await ask(gate, (visit) => gate.cases(visit, { fields: ['id'] }));
    expect(answer.items.map(({ id }) => id)).toEqual(['k-2']);
  });

  test('of a granted comparison are shown within the region, their sentence and evidence when asked for', async () => {
    const all = [stored('k-1'), stored('k-2', { entity: 'p-2' }), stored('k-3', { comparison: 'firm-not-in-tax-roll' }), stored('k-4')];
    const gate = gateIn({ cases: all });
    const first = await ask(gate, (visit) => gate.cases(visit, { fields: ['id', 'name'], limit: 1 }));
    expect(first).toMatchObject({ items: [{ id: 'k-1', entity: 'p-1', values: { name: '王**' }, amount: '1200.00' }], next: 'k-1' });
    expect(first.items[0]).not.toHaveProperty('sentence');
    const rest = await ask(gate, (visit) => gate.cases(visit, { fields: ['sentence', 'evidence'], after: 'k-1' }));
    expect(rest.items.map(({ id, sentence, values }) => [id, sentence?.zh, values])).toEqual([['k-4', '已发', undefined]]);
    expect(written.at(-1)).toMatchObject({
      entities: ['p-1'],
      roles: 'case',
      fields: ['sentence', 'evidence'],
      detail: { cases: ['k-4'] },
    });
    const before = await ask(gate, (visit) => gate.cases(visit, { fields: ['id'], limit: 2 }));
    expect([before.items.map(({ id }) => id), before.next]).toEqual([['k-1', 'k-4'], undefined]);
    const other = { comparison: 'firm-not-in-tax-roll', fields: ['id'] };
    expect(await refusalOf(ask(gate, (visit) => gate.cases(visit, other)))).toBe('caseNotGranted');
    expect(await refusalOf(ask(gate, (visit) => gate.cases(visit, { fields: [] })))).toBe('fieldsMissing');
  });
});
