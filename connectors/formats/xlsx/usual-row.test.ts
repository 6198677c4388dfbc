import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openTestDecoder, type TestDecoder } from '../../decode-for-tests.ts';
import { workbookOf } from './conformance.ts';
import { xlsx } from './index.ts';
import { readUsualRow } from './usual-row.ts';

let decoder: TestDecoder;
beforeAll(async () => {
  decoder = await openTestDecoder();
});
afterAll(() => decoder.close());

test('a row as programs write it is read at once, one with anything else is not', () => {
  const row =
    '<row r="7" spans="1:3" ht="15"><c r="A7" s="2"><v>46296</v></c><c r="C7" t="inlineStr"><is><t xml:space="preserve"> 张 </t></is></c><c r="D7"/></row>';
  expect(readUsualRow(`  ${row}<row`, 0)).toEqual({
    number: 7,
    cells: [
      { letters: 'A', style: '2', type: undefined, text: '46296' },
      { letters: 'C', style: undefined, type: 'inlineStr', text: ' 张 ' },
      { letters: 'D', style: undefined, type: undefined, text: undefined },
    ],
    end: 2 + row.length,
  });
  for (const other of [
    row.replace('张', '&amp;'),
    row.replace('张', '\r'),
    row.replace('<v>', '<f>1</f><v>'),
    row.replace('</row>', '</row >'),
    row.slice(0, -1),
    ` <!-- -->${row}`,
  ])
    expect(readUsualRow(other, 0)).toBeUndefined();
});

/** A comment leaves everything behind it to the parser. */
const told = async (rows: string, comment: string) => {
  try {
    const book = await workbookOf({
      sheets: { S: `${comment}<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>${rows}` },
    });
    const { table, unreadable, columns } = await decoder.decode(xlsx, book);
    return { table, unreadable, columns };
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test('whatever stands in a sheet, it is the same table as the parser makes of it', async () => {
  const texts = fc.oneof(
    fc.constantFrom('', '1', '46296', '1e3', '张三', 'x y', '&amp;', '&#x5f20;', '\n', ']]&gt;', 'a&gt;b'),
    fc.string({ maxLength: 4 }).map(escaped),
  );
  const cells = fc.constantFrom(
    (text: string, place: string) => `<c${place} t="inlineStr"><is><t>${text}</t></is></c>`,
    (text: string, place: string) => `<c${place} t="str"><v>${text}</v></c>`,
    (_: string, place: string) => `<c${place} s="1"><v>12</v></c>`,
    (_: string, place: string) => `<c${place}/>`,
    (text: string, place: string) => `<c${place} t="str"><f>1</f><v>${text}</v></c>`,
  );
  const row = fc.array(fc.tuple(cells, texts, fc.boolean()), { maxLength: 3 });
  const damage = fc.option(fc.tuple(fc.nat(), fc.constantFrom('<', '>', '"', '/', '<!--', '-->', '</row>', ' ')), { freq: 4 });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 4 }), damage, async (rows, spoilt) => {
      let sheet = rows
        .map(
          (list, i) =>
            `<row r="${i + 2}">${list.map(([cell, text, placed], k) => cell(text, placed ? ` r="${'ABCD'[k]}${i + 2}"` : '')).join('')}</row>`,
        )
        .join('\n');
      if (spoilt !== null) sheet = sheet.slice(0, spoilt[0] % sheet.length) + spoilt[1] + sheet.slice(spoilt[0] % sheet.length);
      expect(await told(sheet, '')).toEqual(await told(sheet, '<!-- -->'));
    }),
    { seed: 5, numRuns: 150 },
  );
});

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
