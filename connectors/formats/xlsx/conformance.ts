import { zipOf } from '../../archives/testing.ts';
import type { FormatFixture } from '../../conformance-fixture.ts';

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '_x000D_');

const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

export interface BookParts {
  /** Name → the inside of `<sheetData>`. */
  sheets: Record<string, string>;
  sharedStrings?: string[];
  /** The inside of `<styleSheet>`. */
  styles?: string;
  workbookProperties?: string;
}

/** A workbook whose shared texts stand after its sheets. */
export async function workbookOf({ sheets, sharedStrings = [], styles = '', workbookProperties = '' }: BookParts): Promise<Buffer> {
  const names = Object.keys(sheets);
  const relation = (id: string, type: string, target: string) => `<Relationship Id="${id}" Type="${types}/${type}" Target="${target}"/>`;
  const entries = names.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  const relations = [
    ...names.map((_, i) => relation(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)),
    relation('rIdStyles', 'styles', 'styles.xml'),
    relation('rIdTexts', 'sharedStrings', '/xl/sharedStrings.xml'),
  ];
  return zipOf({
    '_rels/.rels': `<Relationships>${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${types}">${workbookProperties}<sheets>${entries.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}</Relationships>`,
    ...Object.fromEntries(
      names.map((name, i) => [
        `xl/worksheets/sheet${i + 1}.xml`,
        `<worksheet xmlns="${main}"><sheetData>${sheets[name]}</sheetData></worksheet>`,
      ]),
    ),
    'xl/styles.xml': `<styleSheet>${styles}</styleSheet>`,
    'xl/sharedStrings.xml': `<sst>${sharedStrings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
  });
}

/** Texts in turn inline and shared. */
export const fixture: FormatFixture = {
  settings: {},
  async write({ columns, rows }) {
    const sharedStrings: string[] = [];
    const cell = (value: string | null, i: number) => {
      const place = String.fromCharCode(65 + i);
      if (value === null) return '';
      if (i % 2 === 0) return `<c r="${place}1" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
      sharedStrings.push(value);
      return `<c r="${place}1" t="s"><v>${sharedStrings.length - 1}</v></c>`;
    };
    const lines = [columns, ...rows].map((row, i) => `<row r="${i + 1}">${row.map(cell).join('')}</row>`);
    return workbookOf({ sheets: { Sheet1: lines.join('') }, sharedStrings });
  },
  cannot: [],
  cutOff: { bytes: 40, code: 'xlsxTruncated' },
};
