import path from 'node:path/posix';
import { connectorErrors } from '../../errors.ts';
import type { OpenWorkbook } from './open-workbook.ts';
import { parseXml } from './parse-xml.ts';

export interface WorkbookParts {
  sheet: string;
  sheetName: string;
  sharedStrings: string | undefined;
  styles: string | undefined;
  date1904: boolean;
}

interface Relation {
  id: string;
  /** Last word of the type: `worksheet`, `styles`, … */
  type: string;
  target: string;
}

/**
 * Finds where the wanted sheet and what belongs to it stand in the zip.
 *
 * @param wanted name or 1-based place of the sheet
 * @throws connectorErrors.sheetMissing, xlsxNotZip
 */
export async function findParts(workbook: OpenWorkbook, wanted: string | number): Promise<WorkbookParts> {
  const roots = workbook.has('_rels/.rels') ? await readRelations(workbook, { part: '_rels/.rels', folder: '' }) : [];
  const main = roots.find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const folder = path.dirname(main);
  const relations = await readRelations(workbook, { part: path.join(folder, '_rels', `${path.basename(main)}.rels`), folder });
  const sheets: { name: string; target: string }[] = [];
  let date1904 = false;
  await parseXml(workbook, main, {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
      const relation = relations.find((one) => one.id === id && one.type === 'worksheet');
      if (relation !== undefined) sheets.push({ name: attributes['name'] ?? '', target: relation.target });
    },
    close() {},
    text() {},
  });
  const sheet = typeof wanted === 'number' ? sheets[wanted - 1] : sheets.find(({ name }) => name === wanted);
  if (sheet === undefined) {
    throw connectorErrors.sheetMissing({ file: workbook.file, sheet: wanted, sheets: sheets.map(({ name }) => name).join(', ') });
  }
  const partOf = (type: string) => relations.find((relation) => relation.type === type)?.target;
  return { sheet: sheet.target, sheetName: sheet.name, sharedStrings: partOf('sharedStrings'), styles: partOf('styles'), date1904 };
}

async function readRelations(workbook: OpenWorkbook, { part, folder }: { part: string; folder: string }): Promise<Relation[]> {
  const relations: Relation[] = [];
  await parseXml(workbook, part, {
    open(name, { Id = '', Type = '', Target = '' }) {
      if (name !== 'Relationship') return;
      const target = Target.startsWith('/') ? Target.slice(1) : path.join(folder, Target);
      relations.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target });
    },
    close() {},
    text() {},
  });
  return relations;
}
