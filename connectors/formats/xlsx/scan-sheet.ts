import type { MergedCells } from '../../spreadsheets/index.ts';
import type { OpenWorkbook } from './open-workbook.ts';
import { mergedCells } from './sheet-rows.ts';

const longestTag = 400;

/** The merged cells of a sheet, which stand behind its rows: searched for without reading the rows. */
export async function readMerges(workbook: OpenWorkbook, part: string): Promise<MergedCells[]> {
  const merges: MergedCells[] = [];
  let rest = '';
  for await (const chunk of workbook.read(part)) {
    const text = rest + chunk.toString('latin1');
    for (const [, reference = ''] of text.matchAll(/<(?:\w+:)?mergeCell\s[^<>]*?ref="([A-Z0-9:]+)"[^<>]*>/g)) {
      const cells = mergedCells(reference);
      if (cells !== null) merges.push(cells);
    }
    const open = text.lastIndexOf('<');
    rest = open === -1 || text.indexOf('>', open) !== -1 ? '' : text.slice(open).slice(0, longestTag);
  }
  return merges;
}

/** Whether any cell of a sheet has a value. Stops at the first. */
export async function hasValues(workbook: OpenWorkbook, part: string): Promise<boolean> {
  let rest = '';
  for await (const chunk of workbook.read(part)) {
    const text = rest + chunk.toString('latin1');
    if (/<(?:\w+:)?(v|is)>/.test(text)) return true;
    rest = text.slice(-20);
  }
  return false;
}
