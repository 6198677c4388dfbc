import path from 'node:path/posix';
import type { OpenWorkbook } from './open-workbook.ts';
import { parseXml } from './parse-xml.ts';

export interface WorkbookParts {
  /** In the order of the workbook. */
  sheets: { name: string; target: string }[];
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
 * Finds where the sheets and what belongs to them stand in the zip.
 *
 * @throws spreadsheetErrors.xlsxNotZip
 */
export async function findParts(workbook: OpenWorkbook): Promise<WorkbookParts> {
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
  const partOf = (type: string) => relations.find((relation) => relation.type === type)?.target;
  return { sheets, sharedStrings: partOf('sharedStrings'), styles: partOf('styles'), date1904 };
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
