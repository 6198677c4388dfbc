import { Type } from 'typebox';
import { sizeOfAll } from '../../../core/files.ts';
import type { Decoded, DecodeRequest, Format } from '../../contract.ts';
import { inThread } from '../../in-thread.ts';
import { sheetSettings } from '../../spreadsheets/sheet-settings-schema.ts';
import { loadWrittenTable } from '../../text/index.ts';
import { type CopiedWorkbooks, copyWorkbooks, type WorkbooksRequest } from './copy-workbooks.ts';

const settings = Type.Object(
  {
    ...sheetSettings,
    maxUncompressedMb: Type.Integer({ default: 4096, minimum: 1, description: 'a workbook that unpacks to more is refused' }),
  },
  { additionalProperties: false },
);

/**
 * Excel workbooks, read as a stream. Numbers as written, whole ones without exponent; dates `YYYY-MM-DD`; a formula gives its last value, an error
 * its text (`#N/A`); an empty cell is NULL; rows without any value have no number.
 */
export const xlsx: Format = { name: 'xlsx', extensions: ['.xlsx'], isZip: true, settings, decode };

/** Below this it takes longer to begin a thread than to read the workbook. */
const leastBytesForThread = 256 * 1024;

async function decode({ duck, table, ...rest }: DecodeRequest): Promise<Decoded> {
  const { files, settings: chosen, columns, workFolder } = rest;
  const request: WorkbooksRequest = { files, settings: chosen, columns, workFolder };
  const { decoded, written } = await ((await sizeOfAll(files)) >= leastBytesForThread ? copyInThread(request) : copyWorkbooks(request));
  decoded.rows = await loadWrittenTable(duck, table, { writer: written, columns: decoded.columns });
  return decoded;
}

function copyInThread(request: WorkbooksRequest): Promise<CopiedWorkbooks> {
  return inThread(new URL('./copy-workbooks.ts', import.meta.url), 'copyWorkbooks', request);
}
