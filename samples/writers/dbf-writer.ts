import { compactDate } from '../days.ts';
import type { DbfField } from '../departments/department.ts';
import { OutputFile, type RowWriter } from './file.ts';
import { encodeGb18030 } from './gb18030.ts';

/** dBase III without memo; code page mark 0x4D: simplified Chinese (936). */
const VERSION = 0x03;
const GBK_MARK = 0x4d;
const BLOCK_BYTES = 256 * 1024;

/** A DBF file in GBK. `day` is written as the date of the last change. Values longer than their field are cut. */
export function openDbfFile(path: string, fields: readonly DbfField[], day: number): RowWriter {
  const file = new OutputFile(path);
  const recordLength = 1 + fields.reduce((sum, { length }) => sum + length, 0);
  file.writeBytes(header(fields, { recordLength, day }));
  const block = Buffer.alloc(Math.max(1, Math.floor(BLOCK_BYTES / recordLength)) * recordLength);
  let used = 0;
  let rows = 0;
  return {
    row(cells): undefined {
      block.fill(0x20, used, used + recordLength);
      let at = used + 1;
      for (let i = 0; i < fields.length; i++) {
        const { type, length } = fields[i]!;
        const bytes = encodeGb18030(cells[i]!);
        const written = Math.min(bytes.length, length);
        block.set(bytes.subarray(0, written), type === 'N' ? at + length - written : at);
        at += length;
      }
      used += recordLength;
      rows++;
      if (used === block.length) {
        file.writeBytes(block);
        used = 0;
      }
    },
    async close() {
      file.writeBytes(block.subarray(0, used));
      file.writeBytes(Uint8Array.of(0x1a));
      const count = Buffer.alloc(4);
      count.writeUInt32LE(rows);
      file.writeBytes(count, 4);
      await file.close();
    },
  };
}

function header(fields: readonly DbfField[], { recordLength, day }: { recordLength: number; day: number }): Buffer {
  const bytes = Buffer.alloc(32 + fields.length * 32 + 1);
  const date = compactDate(day);
  bytes[0] = VERSION;
  bytes[1] = Number(date.slice(0, 4)) - 1900;
  bytes[2] = Number(date.slice(4, 6));
  bytes[3] = Number(date.slice(6));
  bytes.writeUInt16LE(bytes.length, 8);
  bytes.writeUInt16LE(recordLength, 10);
  bytes[29] = GBK_MARK;
  fields.forEach(({ name, type, length, decimals = 0 }, i) => {
    const at = 32 + i * 32;
    bytes.write(name, at, 10, 'latin1');
    bytes.write(type, at + 11, 'latin1');
    bytes[at + 16] = length;
    bytes[at + 17] = decimals;
  });
  bytes[bytes.length - 1] = 0x0d;
  return bytes;
}
