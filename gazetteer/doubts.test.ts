import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Decision, TaughtName } from './contract.ts';
import { doubtsOf } from './doubts.ts';
import { entriesOf, namesInForce } from './entries.ts';

const name = (text: string, rest: Partial<TaughtName> = {}): TaughtName => ({
  ...{ kind: 'road', name: text, division: '330203', records: 50, sources: 2, confidence: 0.95 },
  ...{ firstSeen: '2026-01-01', lastSeen: '2026-09-30' },
  ...rest,
});
const doubts = (...names: TaughtName[]) =>
  Object.fromEntries(
    doubtsOf(names).map((all, i) => [names[i]!.name, all.map(({ code, about }) => (about === '' ? code : `${code} ${about}`))]),
  );

describe('a learned name is doubtful', () => {
  test('in few records, in none any more, where the parser is not sure, where it looks like a place', () => {
    expect(
      doubts(
        name('县学街'),
        name('丁家巷', { records: 2 }),
        name('旧名路', { records: 0 }),
        name('天云谷', { kind: 'estate', confidence: 0.75, records: 9 }),
        name('海曙谷', { kind: 'estate', confidence: 0.75, records: 90 }),
        name('学院路'),
        name('家家超市路'),
      ),
    ).toEqual({
      县学街: [],
      丁家巷: ['seldom'],
      旧名路: ['gone'],
      天云谷: ['unsure'],
      海曙谷: [],
      学院路: [],
      家家超市路: ['looksLikePlace'],
    });
  });

  test('where it stands far more often in another division, or as another kind', () => {
    const [here, there, even] = doubtsOf([
      name('中山路', { records: 900 }),
      name('中山路', { division: '330212', records: 4 }),
      name('环城路'),
    ]);
    expect([here, there, even]).toEqual([[], [{ code: 'elsewhere', about: '330203' }], []]);
    const kinds = doubtsOf([name('月湖西区', { kind: 'estate' }), name('月湖西区', { kind: 'community', records: 3 })]);
    expect(kinds).toEqual([[], [{ code: 'otherKind', about: 'estate' }]]);
  });

  test('one character apart from a name in far more records; neighbours by number and direction are not', () => {
    expect(doubts(name('县学街', { records: 400 }), name('县雪街', { records: 5 }), name('县学大街', { records: 4 }))).toEqual({
      县学街: [],
      县雪街: ['similar 县学街'],
      县学大街: [],
    });
    expect(doubts(name('翠柏路', { records: 400 }), name('翠柏柏路', { records: 4 }))).toMatchObject({ 翠柏柏路: ['similar 翠柏路'] });
    expect(doubts(name('文一路', { records: 400 }), name('文二路', { records: 4 }), name('文一西路', { records: 4 }))).toEqual({
      文一路: [],
      文二路: [],
      文一西路: [],
    });
  });

  test('whatever the order of the names', () => {
    const names = ['县学街', '县雪街', '县学路', '学县街', '文一路'].flatMap((text, i) => [
      name(text, { records: 3 * 6 ** i }),
      name(text, { division: '330212', records: 100 }),
    ]);
    const whole = (order: readonly TaughtName[]) => {
      const all = doubtsOf(order);
      return new Map(order.map((each, i) => [`${each.division}${each.name}`, all[i]]));
    };
    const told = whole(names);
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: names.length }), (order) => {
        for (const [key, each] of whole(order)) expect(each).toEqual(told.get(key));
      }),
      { numRuns: 30, seed: 3 },
    );
  });
});

describe('what the parser goes by', () => {
  const decided = (text: string, decision: Decision['decision'], newName: string | null = null): Decision => ({
    ...{ kind: 'road', division: '330203', name: text, decision, newName },
    ...{ why: null, decidedAt: new Date('2026-10-01T00:00:00Z'), decidedBy: 'test' },
  });
  const names = [name('县学街'), name('丁家巷', { records: 1 }), name('月湖路'), name('药行街')];

  test('is what is not doubtful, and what stewards decided', () => {
    const entries = entriesOf(names, [
      decided('丁家巷', 'accepted'),
      decided('月湖路', 'rejected'),
      decided('药行街', 'renamed', '药皇街'),
      decided('新路', 'accepted'),
      decided('县学街', 'open'),
    ]);
    expect(Object.fromEntries(entries.map((entry) => [entry.name, entry.state]))).toEqual({
      ...{ 丁家巷: 'accepted', 县学街: 'used', 新路: 'accepted', 月湖路: 'rejected', 药行街: 'renamed' },
    });
    const inForce = namesInForce(entries);
    expect(inForce.names.map((each) => [each.name, each.to])).toEqual([
      ['丁家巷', undefined],
      ['县学街', undefined],
      ['新路', undefined],
      ['药皇街', undefined],
      ['药行街', '药皇街'],
    ]);
    expect(inForce.rejected).toEqual([{ kind: 'road', division: '330203', name: '月湖路' }]);
  });
});
