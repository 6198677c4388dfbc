import { describe, expect, test } from '@jest/globals';
import { addressKeys, createAddressParser, lowestRung, NameCounter, rung } from './index.ts';

const options = { divisions: [], today: '2026-10-01' };
const parser = createAddressParser(options);
const keysOf = (text: string) => addressKeys(parser.parse(text));
const last = (text: string, by: 'byRoad' | 'byEstate' = 'byRoad') => keysOf(text)[by].at(-1)?.key;

describe('keys of houses', () => {
  test('lead from the place over building and unit to the room', () => {
    expect(keysOf('宁波市海曙区县学街22号6幢1单元502室').byRoad).toEqual([
      { level: 'place', key: '330203|R|县学街|22', unknown: [] },
      { level: 'building', key: '330203|R|县学街|22|6|||', unknown: [] },
      { level: 'unit', key: '330203|R|县学街|22|6|1||', unknown: [] },
      { level: 'room', key: '330203|R|县学街|22|6|1||502', unknown: [] },
    ]);
  });

  test.each([
    ['海曙区县学街22号6幢1单元502室', '海曙区县学街２２号６栋１单元５楼５０２'],
    ['海曙区县学街22号6幢1单元502室', '浙江宁波海曙区县学街二十二号六号楼一单元502室（东户）'],
    ['江东区百丈东路22号6幢502室', '鄞州区百丈东路22号6#502'].map((text) => `宁波市${text}`),
    ['海曙区县学街22号附3号', '海曙区县学街22号之三'],
    ['海曙区县学街22弄3号502室', '海曙区县学街22弄3幢502室'],
  ])('are those of one house: %s, %s', (a, b) => {
    expect(last(a!)).toBe(last(b!));
  });

  test.each([
    ['海曙区县学街1号', '海曙区县学街1A号'],
    ['海曙区县学街1号', '海曙区县学街1号之1'],
    ['海曙区县学街1A号', '海曙区县学街1号之1'],
    ['海曙区县学街1号6幢502室', '鄞州区县学街1号6幢502室'],
    ['海曙区文一路1号', '海曙区文二路1号'],
  ])('are not those of one house: %s, %s', (a, b) => {
    expect(last(a)).not.toBe(last(b));
  });

  test('say what is unknown, which is not the same as none', () => {
    expect(keysOf('海曙区县学街22号6幢502室').byRoad.at(-1)).toMatchObject({ level: 'room', unknown: ['unit'] });
    expect(keysOf('海曙区县学街22号502室').byRoad.at(-1)).toMatchObject({ level: 'room', unknown: ['building', 'unit'] });
    expect(lowestRung(parser.parse('海曙区县学街22号6幢'))).toBe('building');
  });

  test('are two where road and estate are named, and none without a district', () => {
    const both = keysOf('海曙区县学街22号阳光花园6幢502室');
    expect([both.byRoad.at(-1)?.key, both.byEstate.at(-1)?.key]).toEqual(['330203|R|县学街|22|6|||502', '330203|E|阳光花园||6|||502']);
    expect(last('鄞州区阳光花园6幢502室', 'byEstate')).toBe('330212|E|阳光花园||6|||502');
    expect(keysOf('县学街22号6幢502室')).toEqual({ byRoad: [], byEstate: [] });
  });
});

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
    expect(obeying.version).toBe('2');
    const renamed = obeying.parse('海曙区县学街299弄3号');
    expect([rung(renamed, 'road'), rung(renamed, 'number')]).toEqual(['学院街299弄', '3号']);
    expect(renamed.findings).toContainEqual({ code: 'nameRenamed', about: '县学街299弄' });
    expect(rung(obeying.parse('鄞州区县学街3号'), 'road')).toBe('县学街');
    const rejected = obeying.parse('海曙区公交站路3号');
    expect([rung(parser.parse('海曙区公交站路3号'), 'road'), rung(rejected, 'road')]).toEqual(['公交站路', '']);
    expect(rejected.findings).toContainEqual({ code: 'nameRejected', about: '公交站路' });
  });
});
