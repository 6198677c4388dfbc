import { describe, expect, test } from '@jest/globals';
import { createAddressParser, NameCounter, rung } from './index.ts';

const options = { divisions: [], today: '2026-10-01' };
const parser = createAddressParser(options);

describe('names learned from deliveries', () => {
  const counter = new NameCounter();
  for (const number of [1, 2, 3]) counter.add(parser.parse(`海曙区天云谷小区${number}幢`));
  counter.add(parser.parse('海曙区县学街22号'), { times: 4, since: '2026-02-01' });
  counter.add(parser.parse('海曙区县学街299弄3号'), { since: '2026-01-01' });

  test('are counted by district, roads without their lanes', () => {
    expect(counter.counted()).toEqual([
      { kind: 'estate', name: '天云谷小区', division: '330203', count: 3, confidence: 0.9, since: '' },
      { kind: 'road', name: '县学街', division: '330203', count: 5, confidence: 0.95, since: '2026-01-01' },
    ]);
  });

  test('are found where the grammar alone does not part them', () => {
    const knowing = createAddressParser({
      ...options,
      learned: { version: '1', names: [{ kind: 'estate', name: '天云谷', division: '330203' }, ...counter.counted()] },
    });
    const text = '海曙区天云谷县学街22号';
    expect(rung(parser.parse(text), 'estate')).toBe('');
    const parsed = knowing.parse(text);
    expect([rung(parsed, 'estate'), rung(parsed, 'road'), rung(parsed, 'number')]).toEqual(['天云谷', '县学街', '22号']);
    // Known in Haishu, not in Yinzhou.
    expect(rung(knowing.parse('鄞州区天云谷县学街22号'), 'estate')).toBe('');
  });

  test('are given as a steward decided, however they are found', () => {
    const road = { kind: 'road', division: '330203' } as const;
    const names = [{ ...road, name: '县学街', to: '学院街' }];
    const obeying = createAddressParser({ ...options, learned: { version: '2', names, rejected: [{ ...road, name: '公交站路' }] } });
    const renamed = obeying.parse('海曙区县学街299弄3号');
    expect([rung(renamed, 'road'), rung(renamed, 'number')]).toEqual(['学院街299弄', '3号']);
    expect(renamed.findings).toContainEqual({ code: 'nameRenamed', about: '县学街299弄' });
    expect(rung(obeying.parse('鄞州区县学街3号'), 'road')).toBe('县学街');
    const rejected = obeying.parse('海曙区公交站路3号');
    expect([rung(parser.parse('海曙区公交站路3号'), 'road'), rung(rejected, 'road')]).toEqual(['公交站路', '']);
    expect(rejected.findings).toContainEqual({ code: 'nameRejected', about: '公交站路' });
  });
});
