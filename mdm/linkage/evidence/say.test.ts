import { describe, expect, test } from '@jest/globals';
import { examplePair } from '../report/testing.ts';
import type { PairEvidence } from './contract.ts';
import { sayPair } from './say.ts';

const strong = (change: Partial<PairEvidence> = {}) =>
  examplePair(
    ['1', '2'],
    [
      [1, 'ROBERT', 'ROB'],
      [0, 'ALLEN', 'ALLEN', 1.4],
      [3, '1971-06-24', '1980-01-02'],
      [0, 'A@B.NET', 'A@B.NET'],
    ],
    change,
  );
const weak = (change: Partial<PairEvidence> = {}) =>
  examplePair(
    ['1', '2'],
    [
      [3, 'ANN', 'BOB'],
      [0, 'LEE', 'LEE'],
    ],
    change,
  );

describe('saying why two records are one, or not', () => {
  test('names what speaks for it and against it, the strongest first', () => {
    const { en, zh } = sayPair(strong());
    expect(en).toBe(
      'Joined: weight +11.4, 99.96 % likely. For it: surname (the same, +8.9), email (the same, +8.3), first_name (nearly the same, +5.5); against: dob (different, −3.2).',
    );
    expect(zh).toBe(
      '判为同一：权重 +11.4，概率 99.96 %。支持：surname（相同，+8.9）、email（相同，+8.3）、first_name（几乎相同，+5.5）；反对：dob（不同，−3.2）。',
    );
  });

  test('says how much is lacking', () => {
    expect(sayPair(weak()).en).toMatch(/^Not joined: weight −3\.9, .* likely, 8\.1 short of joining\./);
    expect(sayPair(weak()).zh).toMatch(/^未合并：权重 −3\.9，.*距合并线差 8\.1。/);
  });

  test('says that they never met, and what would have been', () => {
    const { en, zh } = sayPair(strong({ candidateKeys: [], together: false, path: [] }));
    expect(en).toContain(
      'Not one: never compared, for no rule brings them together; by their values they would have been joined (weight +11.4',
    );
    expect(zh).toContain('判为不同：二者未参与比较，没有分块规则使其相遇；按其取值本应合并');
  });

  test('names what holds them apart', () => {
    const contradictions: PairEvidence['contradictions'] = [{ kind: 'exclusive', of: 'ssn', left: '111', right: '112' }];
    const { en, zh } = sayPair(strong({ band: 'veto', together: false, path: [], contradictions }));
    expect(en).toMatch(/^Held apart: .*They have two different values of ssn, of which an entity has but one \(111 and 112\)\.$/);
    expect(zh).toMatch(/^被否决：.*二者的 ssn 不同（111 与 112），而一个实体只能有一个。$/);
    const twice: PairEvidence['contradictions'] = [{ kind: 'noDuplicates', of: 'a.csv', left: null, right: null }];
    expect(sayPair(strong({ band: 'veto', together: false, contradictions: twice })).en).toContain(
      'Both stand in a.csv, which holds no duplicates.',
    );
  });

  test('shows the way by which others join them', () => {
    const record = (id: string) => ({ file: 'persons.csv', id });
    const path = [
      { left: record('1'), right: record('7'), weight: 9 },
      { left: record('7'), right: record('2'), weight: 5.25 },
    ];
    const { en, zh } = sayPair(weak({ together: true, path }));
    expect(en).toContain('They are one by way of others: 1 – 7 – 2; the weakest step weighs +5.3.');
    expect(zh).toContain('二者经由其他记录归为同一：1 – 7 – 2；最弱的一步权重为 +5.3。');
  });

  test('tells of a pair that was strong enough and was not followed', () => {
    expect(sayPair(strong({ together: false, path: [] })).en).toContain('Strong enough to join, but not followed');
    expect(sayPair(strong({ together: false, path: [] })).zh).toContain('防链式合并检查');
  });

  test('tells of a pair that its cluster as a whole holds together', () => {
    expect(sayPair(weak({ together: true, path: [] })).en).toContain('They are one by all that their cluster knows.');
    expect(sayPair(weak({ together: true, path: [] })).zh).toContain('全部证据');
  });

  test('says so when no field says anything', () => {
    expect(sayPair(examplePair(['1', '2'], [[null, null, 'A']])).en).toContain('No field says anything.');
  });
});
