/** The container of old Office files ("OLE compound file", version 3): sectors of 512 bytes, chained by a table. */

const SECTOR = 512;
const ENTRIES = SECTOR / 4;
const END = 0xfffffffe;
const FREE = 0xffffffff;
const TABLE = 0xfffffffd;
const MORE_TABLE = 0xfffffffc;
/** Shorter streams would go to a place of their own. */
const LEAST_STREAM = 4096;
/** Sectors of the table that the header itself can name. */
const IN_HEADER = 109;

/** A file that holds one stream. Sectors stand in the order: stream, directory, table, lists of further parts of the table. */
export function compoundFile(name: string, stream: Buffer): Buffer {
  const length = Math.max(stream.length, LEAST_STREAM);
  const streamSectors = Math.ceil(length / SECTOR);
  const { table, lists } = sizes(streamSectors + 1);
  const directory = streamSectors;
  const firstTable = directory + 1;
  const firstList = firstTable + table;
  const file = Buffer.alloc((1 + firstList + lists) * SECTOR);
  header(file, { table, lists, directory, firstTable, firstList });
  stream.copy(file, SECTOR);
  directoryEntries(name, length).copy(file, SECTOR * (1 + directory));
  const next = new Uint32Array(table * ENTRIES).fill(FREE);
  for (let i = 0; i < streamSectors; i++) next[i] = i + 1 < streamSectors ? i + 1 : END;
  next[directory] = END;
  next.fill(TABLE, firstTable, firstList);
  next.fill(MORE_TABLE, firstList, firstList + lists);
  next.forEach((value, i) => {
    file.writeUInt32LE(value, SECTOR * (1 + firstTable) + i * 4);
  });
  for (let list = 0; list < lists; list++) {
    const at = SECTOR * (1 + firstList + list);
    for (let i = 0; i < ENTRIES - 1; i++) {
      const part = IN_HEADER + list * (ENTRIES - 1) + i;
      file.writeUInt32LE(part < table ? firstTable + part : FREE, at + i * 4);
    }
    file.writeUInt32LE(list + 1 < lists ? firstList + list + 1 : END, at + SECTOR - 4);
  }
  return file;
}

/** Sectors of the table, which also counts its own, and of the lists of those that the header cannot name. */
function sizes(others: number): { table: number; lists: number } {
  let [table, lists] = [1, 0];
  for (;;) {
    const needed = Math.ceil((others + table + lists) / ENTRIES);
    const listed = Math.ceil(Math.max(0, needed - IN_HEADER) / (ENTRIES - 1));
    if (needed === table && listed === lists) return { table, lists };
    [table, lists] = [Math.max(needed, table), Math.max(listed, lists)];
  }
}

interface Layout {
  table: number;
  lists: number;
  directory: number;
  firstTable: number;
  firstList: number;
}

function header(file: Buffer, { table, lists, directory, firstTable, firstList }: Layout): void {
  file.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  file.writeUInt16LE(0x3e, 24);
  file.writeUInt16LE(3, 26);
  file.writeUInt16LE(0xfffe, 28);
  file.writeUInt16LE(9, 30);
  file.writeUInt16LE(6, 32);
  file.writeUInt32LE(table, 44);
  file.writeUInt32LE(directory, 48);
  file.writeUInt32LE(LEAST_STREAM, 56);
  file.writeUInt32LE(END, 60);
  file.writeUInt32LE(lists > 0 ? firstList : END, 68);
  file.writeUInt32LE(lists, 72);
  for (let i = 0; i < IN_HEADER; i++) file.writeUInt32LE(i < table ? firstTable + i : FREE, 76 + i * 4);
}

function directoryEntries(name: string, length: number): Buffer {
  const entries = Buffer.alloc(SECTOR);
  const write = (
    at: number,
    { title, kind, child, start, size }: { title: string; kind: number; child: number; start: number; size: number },
  ) => {
    entries.write(title, at, 'utf16le');
    entries.writeUInt16LE(title === '' ? 0 : (title.length + 1) * 2, at + 64);
    entries[at + 66] = kind;
    entries[at + 67] = 1;
    entries.writeUInt32LE(FREE, at + 68);
    entries.writeUInt32LE(FREE, at + 72);
    entries.writeUInt32LE(child, at + 76);
    entries.writeUInt32LE(start, at + 116);
    entries.writeUInt32LE(size, at + 120);
  };
  write(0, { title: 'Root Entry', kind: 5, child: 1, start: END, size: 0 });
  write(128, { title: name, kind: 2, child: FREE, start: 0, size: length });
  for (const at of [256, 384]) write(at, { title: '', kind: 0, child: FREE, start: 0, size: 0 });
  return entries;
}
