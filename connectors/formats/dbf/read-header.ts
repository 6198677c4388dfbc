import path from 'node:path';
import { DBFFile } from 'dbffile';
import { connectorErrors } from '../../errors.ts';
import { openFile, strictDecoder } from '../../text/index.ts';

export interface DbfField {
  name: string;
  type: string;
  /** Place in the record, in bytes. */
  start: number;
  size: number;
}

export interface DbfHeader {
  encoding: string;
  fields: DbfField[];
  headerLength: number;
  recordLength: number;
  /** Records that the header promises, deleted ones included. */
  records: number;
  isFoxPro: boolean;
}

/** Language driver marks of which the character set is certain. 0x57 means "whatever Windows had": that says nothing. */
const codePages: Readonly<Record<number, string>> = {
  3: 'windows-1252',
  77: 'gb18030',
  79: 'big5',
  120: 'big5',
  122: 'gb18030',
};

const readableTypes = 'CNFDLIBYT';
/** FoxPro's hidden field that says which fields are null. */
const hiddenType = '0';

/**
 * Reads what stands before the records, and checks that the file holds as many as it promises.
 *
 * @throws connectorErrors.dbfInvalid, dbfCodePageMissing, dbfTruncated, dbfFieldUnsupported, emptyFile
 */
export async function readDbfHeader(path_: string, declared: string): Promise<DbfHeader> {
  const file = path.basename(path_);
  const { head, size } = await readHead(path_);
  if (size === 0) throw connectorErrors.emptyFile({ file });
  if (head.length < 32)
    throw connectorErrors.dbfInvalid({ file, reason: { en: 'it is shorter than a DBF header', zh: '比 DBF 文件头还短' } });
  const headerLength = head.readUInt16LE(8);
  const recordLength = head.readUInt16LE(10);
  if (size < headerLength) throw connectorErrors.dbfTruncated({ file, promised: head.readUInt32LE(4), found: 0 });
  const described = await describe(path_);
  const encoding = decideCodePage(declared, { mark: head[29]!, file });
  const isFoxPro = head[0] === 0x30 || head[0] === 0x31 || head[0] === 0x32;
  let start = 1;
  const fields = described.map(({ name, type, size: width }) => {
    const field = { name: nameIn(encoding, { name, file }), type, start, size: width };
    start += width;
    return field;
  });
  if (start !== recordLength)
    throw connectorErrors.dbfInvalid({
      file,
      reason: {
        en: `its fields take ${start} bytes, its records ${recordLength}`,
        zh: `各字段共占 ${start} 字节，记录长 ${recordLength} 字节`,
      },
    });
  const header = {
    encoding,
    fields: fields.filter(({ type }) => type !== hiddenType),
    headerLength,
    recordLength,
    records: head.readUInt32LE(4),
    isFoxPro,
  };
  checkTypes(header, file);
  const found = Math.floor((size - headerLength) / recordLength);
  if (found < header.records) throw connectorErrors.dbfTruncated({ file, promised: header.records, found });
  return header;
}

async function readHead(file: string): Promise<{ head: Buffer; size: number }> {
  const handle = await openFile(file);
  try {
    const head = Buffer.alloc(32);
    const { bytesRead } = await handle.read(head, 0, 32, 0);
    return { head: head.subarray(0, bytesRead), size: (await handle.stat()).size };
  } finally {
    await handle.close();
  }
}

/** Opened as latin1, in which every byte stays itself: names are decoded strictly afterwards. */
async function describe(file: string): Promise<{ name: string; type: string; size: number }[]> {
  try {
    const opened = await DBFFile.open(file, { encoding: 'latin1', readMode: 'loose' });
    if (opened.fields.length > 0) return opened.fields;
  } catch (error) {
    throw connectorErrors.dbfInvalid({ file: path.basename(file), reason: (error as Error).message }, error);
  }
  throw connectorErrors.dbfInvalid({ file: path.basename(file), reason: { en: 'it has no fields', zh: '没有字段' } });
}

function decideCodePage(declared: string, { mark, file }: { mark: number; file: string }): string {
  if (declared !== 'auto') return declared;
  const found = codePages[mark];
  if (found === undefined) throw connectorErrors.dbfCodePageMissing({ file, mark: `0x${mark.toString(16).padStart(2, '0')}` });
  return found;
}

function nameIn(encoding: string, { name, file }: { name: string; file: string }): string {
  try {
    return strictDecoder(encoding).decode(Buffer.from(name, 'latin1')).trim();
  } catch (error) {
    throw connectorErrors.headerUnreadable(
      { file, reason: { en: `a field name is not ${encoding}.`, zh: `有字段名不是 ${encoding} 编码。` } },
      error,
    );
  }
}

function checkTypes({ fields, isFoxPro }: DbfHeader, file: string): void {
  for (const { name, type } of fields) {
    const known = readableTypes.includes(type) && (isFoxPro || type !== 'B');
    if (!known) throw connectorErrors.dbfFieldUnsupported({ column: name, file, type });
  }
}
