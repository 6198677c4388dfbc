import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openTestDecoder, type TestDecoder } from '../../decode-for-tests.ts';
import { ndjson } from './index.ts';
import { LineLayout } from './line-layout.ts';
import { topLevelFields } from './top-level-fields.ts';

let decoder: TestDecoder;
beforeAll(async () => {
  decoder = await openTestDecoder();
});
afterAll(() => decoder.close());

test('numbers keep every digit as written, nested values stay JSON, booleans are words', async () => {
  const line =
    '{"id": 330203199001011234, "f": 1.10, "e":1e5, "neg":-0, "list": [1, {"a":"}"}], "yes":true, "none":null, "t":"a\\n\\u5f20\\"" }';
  expect((await decoder.decode(ndjson, `${line}\n`)).table).toEqual([
    [1n, '330203199001011234', '1.10', '1e5', '-0', '[1, {"a":"}"}]', 'true', null, 'a\n张"'],
  ]);
});

test('columns may come late, and a missing field is NULL', async () => {
  const found = await decoder.decode(ndjson, '{"a":"1"}\n\n{"b":"2","a":""}\r\n{"a":"3"}\n{"c":"x"}');
  expect(found.columns).toEqual(['a', 'b', 'c']);
  expect(found.table).toEqual([
    [1n, '1', null, null],
    [2n, '', '2', null],
    [3n, '3', null, null],
    [4n, null, null, 'x'],
  ]);
});

test.each([
  ['broken off', '{"a":"2"'],
  ['no object', '["a"]'],
  ['two objects', '{"a":"1"} {"a":"2"}'],
  ['a name twice', '{"a":"1","a":"2"}'],
  ['half a character', '{"a":"\\ud800"}'],
  ['a comma too many', '{"a":"1",}'],
])('a bad line (%s) is one unreadable row; the rest goes on', async (_, line) => {
  const found = await decoder.decode(ndjson, `{"a":"1"}\n${line}\n{"a":"3"}\n`);
  expect(found.unreadable).toMatchObject([{ rowNumber: 2, code: 'jsonLineBad', raw: line }]);
  expect(found.table).toEqual([
    [1n, '1'],
    [3n, '3'],
  ]);
});

test('zero characters and nameless fields do no harm', async () => {
  const found = await decoder.decode(ndjson, `{"a":"x\\u0000y","":"1"}\n${' '.repeat(5000)}x\0\n`);
  expect(found.columns).toEqual(['a', 'column_2']);
  expect(found.table).toEqual([[1n, 'x\0y', '1']]);
  expect(found.unreadable[0]!.raw).toBe('x␀');
  await expect(decoder.decode(ndjson, '{"a\\u0000":"x"}\n')).rejects.toMatchObject({ code: 'headerUnreadable' });
});

test('a JSON document that is no list of lines is refused as a whole', async () => {
  await expect(decoder.decode(ndjson, '[{"a":1},\n{"a":2}]')).rejects.toMatchObject({ code: 'jsonNotLines' });
});

test('any object gives its own names and values', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(undefined, 1, '\t'), (object, indent) => {
      const text = JSON.stringify(object, null, indent);
      const found = topLevelFields(text).map(([name, value]) => [
        name,
        value === null ? null : typeof object[name] === 'string' ? value : JSON.parse(value),
      ]);
      // Compared as JSON: -0 is written as 0.
      expect(Object.fromEntries(found)).toEqual(JSON.parse(text));
    }),
    { seed: 11 },
  );
});

test('a line of a known layout is read as the parser reads it, and nothing else fits the layout', () => {
  const value = fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.boolean(), fc.constant(null));
  const object = fc.dictionary(fc.string({ minLength: 1 }), value, { minKeys: 1, maxKeys: 6 });
  const damage = fc.record({ at: fc.nat(), sign: fc.constantFrom('', '"', '\\', ',', '}', '0', 'n', '\t', '张') });
  fc.assert(
    fc.property(object, fc.array(damage, { maxLength: 2 }), (row, damages) => {
      let line = JSON.stringify(row);
      const layout = LineLayout.of(topLevelFields(line))!;
      for (const { at, sign } of damages) line = line.slice(0, at % line.length) + sign + line.slice((at % line.length) + 1);
      const values = layout.read(line);
      if (values === null) return;
      expect(() => JSON.parse(line)).not.toThrow();
      expect(topLevelFields(line)).toEqual(layout.names.map((name, i) => [name, values[i]]));
    }),
    { seed: 12, numRuns: 2000 },
  );
});

test('two programs’ lines may stand among each other, and plain lines fit a layout', async () => {
  const layout = LineLayout.of([
    ['a', '1'],
    ['b.c"', null],
  ])!;
  expect(layout.read(' { "a" : "张" , "b.c\\"" : -1.50e3 }\r')).toEqual(['张', '-1.50e3']);
  expect(layout.read('{"a":null,"bxc\\"":1}')).toBeNull();
  const found = await decoder.decode(ndjson, '{"a":1,"b":"x"}\n{"b":"y","a":2}\n{"a":3,"b":null}\n{"b":"z","a":4,"c":5}\n{"a":6,"b":""}\n');
  expect(found.table).toEqual([
    [1n, '1', 'x', null],
    [2n, '2', 'y', null],
    [3n, '3', null, null],
    [4n, '4', 'z', '5'],
    [5n, '6', '', null],
  ]);
});
