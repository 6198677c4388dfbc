import path from 'node:path';
import { TextDecoder } from 'node:util';
import { Type } from 'typebox';
import type { Decoded, DecodeRequest, Format } from '../../contract.ts';
import { connectorErrors } from '../../errors.ts';
import { checkHeader, checkSameHeader } from '../../header.ts';
import { firstBadByte, loadWrittenTable, openFile, strictDecoder, TableWriter } from '../../text/index.ts';
import { checkUnreadable, unreadableRow } from '../../unreadable.ts';
import { type DbfHeader, readDbfHeader } from './read-header.ts';
import { RecordText } from './record-text.ts';

const settings = Type.Object(
  {
    encoding: Type.Enum(['auto', 'gb18030', 'utf-8', 'big5', 'windows-1252'], {
      default: 'auto',
      description: 'auto: the code page mark of the file',
    }),
  },
  { additionalProperties: false },
);

/**
 * dBase and FoxPro tables. Fields keep the digits they were written with; dates become `YYYY-MM-DD`; a blank field is an empty text (a DBF
 * cannot say more). Deleted records are passed over and have no number.
 */
export const dbf: Format = { name: 'dbf', extensions: ['.dbf'], settings, decode };

async function decode(request: DecodeRequest): Promise<Decoded> {
  const declared = (request.settings['encoding'] as string | undefined) ?? 'auto';
  const decoded: Decoded = { columns: [], rows: 0, unreadable: [], findings: [], notes: {} };
  const writer = await TableWriter.create(path.join(request.workFolder, 'dbf.csv'));
  let deleted = 0;
  try {
    for (const [i, file] of request.files.entries()) {
      const header = await readDbfHeader(file, declared);
      const columns = checkHeader(
        header.fields.map((field) => field.name),
        path.basename(file),
      );
      if (i === 0) decoded.columns = columns;
      else checkSameHeader(decoded.columns, { file: path.basename(file), columns });
      const copier = new RecordCopier(header, { file: path.basename(file), writer, decoded });
      for await (const batch of readBatches(file, header)) await copier.take(batch);
      deleted += copier.deleted;
      decoded.notes['encoding'] = header.encoding;
    }
  } finally {
    await writer.close();
  }
  decoded.notes['deleted'] = String(deleted);
  decoded.rows = await loadWrittenTable(request.duck, request.table, { writer, columns: decoded.columns });
  return decoded;
}

const batchBytes = 1 << 20;

function batchSize({ recordLength }: DbfHeader): number {
  return Math.max(1, Math.floor(batchBytes / recordLength));
}

interface Batch {
  records: Buffer;
  /** Place in the file. */
  offset: number;
}

async function* readBatches(file: string, header: DbfHeader): AsyncGenerator<Batch> {
  const { headerLength, recordLength, records } = header;
  const handle = await openFile(file);
  try {
    const buffer = Buffer.allocUnsafe(batchSize(header) * recordLength);
    for (let done = 0; done < records; ) {
      const wanted = Math.min(batchSize(header), records - done) * recordLength;
      const offset = headerLength + done * recordLength;
      const { bytesRead } = await handle.read(buffer, 0, wanted, offset);
      if (bytesRead < wanted) throw connectorErrors.dbfTruncated({ file: path.basename(file), promised: records, found: done });
      yield { records: buffer.subarray(0, wanted), offset };
      done += wanted / recordLength;
    }
  } finally {
    await handle.close();
  }
}

interface CopyTarget {
  file: string;
  writer: TableWriter;
  decoded: Decoded;
}

const live = 0x20;
const deletedMark = 0x2a;

/** Decodes batch by batch; only a batch that does not decode is taken record by record. */
class RecordCopier {
  readonly #header: DbfHeader;
  readonly #target: CopyTarget;
  readonly #strict: TextDecoder;
  readonly #text: RecordText;
  deleted = 0;

  constructor(header: DbfHeader, target: CopyTarget) {
    this.#header = header;
    this.#target = target;
    this.#strict = strictDecoder(header.encoding);
    this.#text = new RecordText(header, batchSize(header));
  }

  async take(batch: Batch): Promise<void> {
    const { writer, decoded } = this.#target;
    const liveOnes = this.#liveRecords(batch);
    const before = writer.rows + decoded.unreadable.length;
    this.#text.clear();
    liveOnes.forEach((start, i) => {
      this.#text.add(before + i + 1, this.#record(batch, start));
    });
    const whole = this.#decode(this.#text.bytes);
    if (whole !== null) writer.addWritten(whole, liveOnes.length);
    else
      liveOnes.forEach((start, i) => {
        this.#takeOne(batch, { start, rowNumber: before + i + 1 });
      });
    if (writer.full) await writer.flush();
  }

  /** Places of the records in the batch that are not deleted. */
  #liveRecords({ records, offset }: Batch): number[] {
    const { recordLength } = this.#header;
    const found: number[] = [];
    for (let start = 0; start < records.length; start += recordLength) {
      const mark = records[start];
      if (mark === live) found.push(start);
      else if (mark === deletedMark) this.deleted++;
      else {
        const at = offset + start;
        const reason = { en: `at byte ${at} no record begins`, zh: `第 ${at} 字节处不是记录的开头` };
        throw connectorErrors.dbfInvalid({ file: this.#target.file, reason });
      }
    }
    return found;
  }

  #record({ records }: Batch, start: number): Buffer {
    return records.subarray(start, start + this.#header.recordLength);
  }

  #takeOne(batch: Batch, { start, rowNumber }: { start: number; rowNumber: number }): void {
    const { writer, decoded, file } = this.#target;
    const record = this.#record(batch, start);
    this.#text.clear();
    this.#text.add(rowNumber, record);
    const text = this.#decode(this.#text.bytes);
    if (text !== null) {
      writer.addWritten(text, 1);
      return;
    }
    const { encoding } = this.#header;
    const byteOffset = batch.offset + start + this.#badByte(record);
    const error = connectorErrors.undecodableByte({ line: rowNumber, byteOffset, encoding, file });
    decoded.unreadable.push(unreadableRow(error, rowNumber, new TextDecoder(encoding).decode(this.#text.bytes).trimEnd()));
    checkUnreadable(decoded.unreadable, file);
  }

  #badByte(record: Buffer): number {
    for (const { type, start, size } of this.#header.fields) {
      const bytes = record.subarray(start, start + size);
      if (type === 'C' && this.#decode(bytes) === null) return start + firstBadByte(this.#header.encoding, bytes);
    }
    return 0;
  }

  #decode(bytes: Buffer): string | null {
    try {
      return this.#strict.decode(bytes);
    } catch {
      return null;
    }
  }
}
