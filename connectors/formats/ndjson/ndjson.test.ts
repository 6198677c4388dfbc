import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openTestDecoder, type TestDecoder } from '../../decode-for-tests.ts';
import { ndjson } from './index.ts';
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
