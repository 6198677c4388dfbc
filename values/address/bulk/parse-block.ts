/** A block of a CSV's rows with the columns of their parsed addresses behind their own: what one thread does at a time. */
import { csvCells, csvRows } from '../../../core/csv-blocks.ts';
import { type AddressParser, addressColumns, type ParsedAddress } from '../parse/index.ts';

export interface BlockRequest {
  /** UTF-8, whole records. */
  block: Uint8Array;
  /** Place of the address, and number of columns of the file: other rows are cut or filled. */
  at: number;
  width: number;
  on?: string | undefined;
}

export interface ParsedRows {
  rows: number;
  /** Rows with a district, with a road or an estate, with a room; and those of which nothing was understood. */
  counts: { district: number; place: number; room: number; nothing: number };
  findings: Record<string, number>;
}

export interface ParsedBlock extends ParsedRows {
  /** CSV in UTF-8. */
  csv: Uint8Array;
}

export const noRows = (): ParsedRows => ({ rows: 0, counts: { district: 0, place: 0, room: 0, nothing: 0 }, findings: {} });

export function parseBlock(parser: Pick<AddressParser, 'parse'>, { block, at, width, on }: BlockRequest): ParsedBlock {
  const counted = noRows();
  let csv = '';
  // A household's members and a room's firms stand together. To keep more than the last text costs more than it saves.
  let last: { text: string; parsed: ParsedAddress; csv: string } | undefined;
  for (const row of csvRows(Buffer.from(block.buffer, block.byteOffset, block.byteLength).toString('utf8'))) {
    const text = row[at] ?? '';
    if (last?.text !== text) {
      const parsed = parser.parse(text, on);
      last = { text, parsed, csv: `,${csvCells(addressColumns(parsed))}\n` };
    }
    count(counted, last.parsed);
    if (row.length > width) row.length = width;
    while (row.length < width) row.push('');
    csv += csvCells(row) + last.csv;
  }
  return { ...counted, csv: Buffer.from(csv) };
}

function count(counted: ParsedRows, parsed: ParsedAddress): void {
  const { counts, findings } = counted;
  counted.rows++;
  let [district, place, room] = [0, 0, 0];
  for (const { level } of parsed.parts) {
    if (level === 'district') district = 1;
    else if (level === 'road' || level === 'estate') place = 1;
    else if (level === 'room') room = 1;
  }
  counts.district += district;
  counts.place += place;
  counts.room += room;
  if (parsed.confidence === 0) counts.nothing++;
  for (const { code } of parsed.findings) findings[code] = (findings[code] ?? 0) + 1;
}

export function addRows(sum: ParsedRows, { rows, counts, findings }: ParsedRows): void {
  sum.rows += rows;
  for (const name of Object.keys(counts) as (keyof ParsedRows['counts'])[]) sum.counts[name] += counts[name];
  for (const [code, times] of Object.entries(findings)) sum.findings[code] = (sum.findings[code] ?? 0) + times;
}
