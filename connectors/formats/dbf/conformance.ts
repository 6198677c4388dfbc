import iconv from 'iconv-lite';
import type { FormatFixture } from '../../conformance-fixture.ts';

const fieldBytes = 120;

/** A dBase III table of character fields in GB18030, marked as code page 936. */
export const fixture: FormatFixture = {
  settings: {},
  async write({ columns, rows }) {
    const head = Buffer.alloc(32);
    head[0] = 0x03;
    head.set([126, 10, 1], 1);
    head.writeUInt32LE(rows.length, 4);
    head.writeUInt16LE(33 + 32 * columns.length, 8);
    head.writeUInt16LE(1 + fieldBytes * columns.length, 10);
    head[29] = 0x4d;
    const fields = columns.map((column) => {
      const field = Buffer.alloc(32);
      iconv.encode(column, 'gb18030').copy(field, 0, 0, 10);
      field.write('C', 11, 'latin1');
      field[16] = fieldBytes;
      return field;
    });
    const records = rows.flatMap((row) => [Buffer.from(' '), ...row.map((value) => padded(value ?? ''))]);
    return Buffer.concat([head, ...fields, Buffer.from([0x0d]), ...records, Buffer.from([0x1a])]);
  },
  cannot: ['missing', 'spacesAtTheEnd'],
  cutOff: { bytes: 5, code: 'dbfTruncated' },
};

function padded(value: string): Buffer {
  const bytes = iconv.encode(value, 'gb18030');
  return Buffer.concat([bytes, Buffer.alloc(fieldBytes - bytes.length, ' ')]);
}
