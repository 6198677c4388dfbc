import path from 'node:path';
import { Type } from 'typebox';
import type { Decoded, DecodeRequest, Format } from '../../contract.ts';
import { connectorErrors } from '../../errors.ts';
import { checkHeader, checkSameHeader } from '../../header.ts';
import { decideEncoding, linesOf, loadWrittenTable, readLineChunks, TableWriter } from '../../text/index.ts';
import { LineCopier } from './line-copier.ts';

const settings = Type.Object(
  {
    encoding: Type.Enum(['auto', 'utf-8', 'gb18030'], {
      default: 'auto',
      description: 'auto: UTF-8, else GB18030; a byte order mark decides first',
    }),
    widths: Type.Array(Type.Integer({ minimum: 1, maximum: 100_000 }), {
      default: [],
      description: 'how many bytes of the file as it came each column takes, in the order of the columns',
    }),
    headerRow: Type.Integer({
      default: 0,
      minimum: 0,
      description: 'the line that holds the column names, in the same widths; 0: none, the names are those of the configuration',
    }),
  },
  { additionalProperties: false },
);

/**
 * Lines in which every column stands at its place, as old systems and banks write them. Widths count bytes of the original encoding. Spaces
 * at the end of a value only fill it up and are taken off; blank lines have no number.
 */
export const fixedWidth: Format = { name: 'fixed-width', extensions: ['.txt', '.dat', '.fwf', '.prn'], settings, decode };

interface Settings {
  encoding: string;
  widths: number[];
  headerRow: number;
}

async function decode(request: DecodeRequest): Promise<Decoded> {
  const { encoding = 'auto', widths = [], headerRow = 0 } = request.settings as Partial<Settings>;
  const decoded: Decoded = { columns: [], rows: 0, unreadable: [], findings: [], notes: {} };
  const writer = await TableWriter.create(path.join(request.workFolder, 'fixed-width.csv'));
  const encodings = new Set<string>();
  try {
    for (const file of request.files) {
      const found = await copyFile(request, { file, settings: { encoding, widths, headerRow }, decoded, writer });
      encodings.add(found);
    }
  } finally {
    await writer.close();
  }
  decoded.notes['encoding'] = [...encodings].join(', ');
  decoded.rows = await loadWrittenTable(request.duck, request.table, { writer, columns: decoded.columns });
  return decoded;
}

interface FilePlan {
  file: string;
  settings: Settings;
  decoded: Decoded;
  writer: TableWriter;
}

/** Returns the encoding. */
async function copyFile(
  { columns: known }: DecodeRequest,
  { file: filePath, settings: chosen, decoded, writer }: FilePlan,
): Promise<string> {
  const file = path.basename(filePath);
  const { name: encoding, markLength } = await decideEncoding(filePath, chosen.encoding);
  if (encoding !== 'utf-8' && encoding !== 'gb18030') {
    throw connectorErrors.notReadable({ file, format: 'fixed-width', reason: 'UTF-16' });
  }
  const { widths, headerRow } = chosen;
  const takeNames = (found: readonly string[]) => {
    const columns = checkHeader(found, file);
    if (columns.length !== widths.length) throw connectorErrors.widthsWrong({ file, columns: columns.length, widths: widths.length });
    if (decoded.columns.length === 0) decoded.columns = columns;
    else checkSameHeader(decoded.columns, { file, columns });
  };
  if (headerRow === 0 || widths.length === 0) takeNames(known);
  const copier = new LineCopier({ file, encoding, widths, names: headerRow === 0 ? known : [], decoded, writer });
  let lines = 0;
  for await (const { bytes, offset } of readLineChunks(filePath, { start: markLength })) {
    copier.begin(bytes, { offset, line: lines + 1 });
    for (const line of linesOf(bytes)) {
      lines++;
      if (lines > headerRow) copier.take(line);
      else if (lines === headerRow) takeNames(copier.names(line));
    }
    copier.end();
    if (writer.full) await writer.flush();
  }
  if (lines < headerRow) throw connectorErrors.headerMissing({ file, row: headerRow });
  return encoding;
}
