import { builtInKind, kindOfFormat, type NumberKind } from '../../spreadsheets/index.ts';
import type { OpenWorkbook } from './open-workbook.ts';
import { parseXml } from './parse-xml.ts';

/** The kind of each cell style, by its number. */
export async function readNumberKinds(workbook: OpenWorkbook, part: string | undefined): Promise<NumberKind[]> {
  const kinds: NumberKind[] = [];
  if (part === undefined || !workbook.has(part)) return kinds;
  const codes = new Map<number, string>();
  let inCellStyles = false;
  await parseXml(workbook, part, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      else if (name === 'cellXfs') inCellStyles = true;
      else if (name === 'xf' && inCellStyles) {
        const id = Number(attributes['numFmtId'] ?? 0);
        const code = codes.get(id);
        kinds.push(code === undefined ? builtInKind(id) : kindOfFormat(code));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellStyles = false;
    },
    text() {},
  });
  return kinds;
}
