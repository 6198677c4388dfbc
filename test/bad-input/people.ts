import { workbookOf } from '../../connectors/formats/xlsx/conformance.ts';

/** What the hub holds already, once more. */
export const PEOPLE = `NO,NAME,SINCE
P1,王建国,2020-01-01
P2,李秀英,2020-02-01
P3,张伟,2020-03-01
P4,刘洋,2020-04-01
P5,陈静,2020-05-01
P6,杨勇,2020-06-01
`;

const cell = (place: string, text: string) => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
const row = (number: number, [no, name, since]: readonly string[]) =>
  `<row r="${number}">${cell(`A${number}`, no!)}${cell(`B${number}`, name!)}${cell(`C${number}`, since!)}</row>`;

/** The rows of the sheet of cards. */
export const CARDS = [
  ['NO', 'NAME', 'SINCE'],
  ['K1', '王建国', '2020-01-01'],
  ['K2', '李秀英', '2020-02-01'],
  ['K3', '张伟', '2020-03-01'],
]
  .map((values, i) => row(i + 1, values))
  .join('');

export function cardsBook(rows: string): Promise<Buffer> {
  return workbookOf({ sheets: { 居民卡: rows } });
}
