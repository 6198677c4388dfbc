import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import { openTestDecoder, type TestDecoder } from '../decode-for-tests.ts';
import { loadFormats } from '../formats.ts';
import { zipOf } from './testing.ts';

let decoder: TestDecoder;
beforeAll(async () => {
  decoder = await openTestDecoder();
});
afterAll(() => decoder.close());

const formats = await loadFormats();
const read = (content: Buffer | Buffer[], ending: string, settings: Record<string, unknown> = {}) =>
  decoder.decode(formats['csv']!, content, { ending, settings });
const people = 'no,name\n1,张三\n2,李四\n';
const megabytes = (count: number) => Buffer.alloc(count * 1024 * 1024, ' ');

describe('gzip', () => {
  test('is told by its first bytes, whatever the name', async () => {
    for (const ending of ['.csv', '.csv.gz', '.CSV.GZ']) expect((await read(gzipSync(people), ending)).rows).toBe(2);
    await expect(read(Buffer.from(people), '.csv.gz')).rejects.toMatchObject({ code: 'notGzip' });
    expect((await read(Buffer.concat([gzipSync('no,name\n'), gzipSync('1,张三\n')]), '.csv.gz')).rows).toBe(1);
  });

  test('that breaks off or is damaged is refused, and leaves nothing behind', async () => {
    const packed = gzipSync(people);
    for (const cut of [1, 8, 12, packed.length - 4])
      await expect(read(packed.subarray(0, -cut), '.csv.gz')).rejects.toMatchObject({ code: 'gzipTruncated' });
    const spoilt = Buffer.from(packed);
    spoilt[packed.length - 6]! ^= 0x55;
    await expect(read(spoilt, '.csv.gz')).rejects.toMatchObject({ code: 'gzipDamaged' });
    const left = readdirSync(decoder.folder, { recursive: true }).filter((name) => String(name).includes('unpacked'));
    expect(left).toEqual([]);
  });

  test('that unpacks to too much, or shrank too well to be honest, is refused', async () => {
    const limited = read(gzipSync(megabytes(3)), '.csv.gz', { maxUncompressedMb: 2 });
    await expect(limited).rejects.toMatchObject({ code: 'unpacksTooLarge', details: { limit: 2 } });
    const both = read([gzipSync(megabytes(3)), gzipSync(megabytes(3))], '.csv.gz', { maxUncompressedMb: 5 });
    await expect(both).rejects.toMatchObject({ code: 'unpacksTooLarge' });
    await expect(read(gzipSync(megabytes(80)), '.csv.gz')).rejects.toMatchObject({ code: 'unpacksSuspiciously' });
  });
});

describe('zip', () => {
  const part = (first: number) => `no,name\n${first},张三\n`;

  test('parts come in the order of their numbers, and a missing one stops the delivery', async () => {
    const all: Record<string, string> = {
      'p.10-of-10.csv': part(10),
      ...Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`p.${i + 1}-of-10.csv`, part(i + 1)])),
    };
    const { table } = await read(await zipOf(all), '.zip');
    expect(table.map((row) => row[1])).toEqual(Array.from({ length: 10 }, (_, i) => String(i + 1)));
    const { 'p.7-of-10.csv': _, ...nine } = all;
    await expect(read(await zipOf(nine), '.zip')).rejects.toMatchObject({ code: 'partMissing', details: { missing: '7', total: 10 } });
  });

  test('files that do not belong are named, and debris of other systems is not', async () => {
    const zip = await zipOf({
      '说明.txt': '见附件',
      'a/people.csv': people,
      '__MACOSX/a/._people.csv': 'x',
      '.DS_Store': 'x',
      'scan.pdf': '%PDF',
    });
    const { rows, findings } = await read(zip, '.zip');
    expect(rows).toBe(2);
    expect(findings).toEqual([
      {
        code: 'zipUnrelated',
        severity: 'warning',
        message: {
          en: 'The zip file feed.1-of-1.zip also holds files that were not read: 说明.txt, scan.pdf.',
          zh: 'zip 文件 feed.1-of-1.zip 中还有未读取的文件：说明.txt, scan.pdf。',
        },
      },
    ]);
    await expect(read(await zipOf({ 'scan.pdf': '%PDF' }), '.zip')).rejects.toMatchObject({ code: 'zipNothingWanted' });
    await expect(read(await zipOf({}), '.zip')).rejects.toMatchObject({ code: 'zipNothingWanted', details: { members: '–' } });
  });

  test('names that Chinese Windows packed are GB18030', async () => {
    const name = '人员.pdf';
    const packed = await zipOf({ 'x.csv': people, 'AAAA.pdf': 'x' });
    const inGb = iconv.encode(name, 'gb18030');
    for (let at = packed.indexOf('AAAA.pdf'); at !== -1; at = packed.indexOf('AAAA.pdf', at + 1)) inGb.copy(packed, at);
    // The flag that says UTF-8, in the two headers of each file.
    for (const [signature, flags] of [
      ['PK\x03\x04', 6],
      ['PK\x01\x02', 8],
    ] as const)
      for (let at = packed.indexOf(signature); at !== -1; at = packed.indexOf(signature, at + 1))
        packed.writeUInt16LE(packed.readUInt16LE(at + flags) & ~0x800, at + flags);
    expect((await read(packed, '.zip')).findings[0]!.message.en).toContain(name);
  });

  test.each(['../../etc/x.csv', '/etc/x.csv', 'C:/x.csv', '..\\x.csv'])('a path that climbs out (%s) refuses the whole', async (bad) => {
    const harmless = `${'a'.repeat(bad.length - 4)}.csv`;
    const packed = await zipOf({ 'good.csv': people, [harmless]: people });
    for (let at = packed.indexOf(harmless); at !== -1; at = packed.indexOf(harmless, at + 1)) packed.write(bad, at, 'latin1');
    await expect(read(packed, '.zip')).rejects.toMatchObject({ code: 'zipPathUnsafe', details: { member: bad.replaceAll('\\', '/') } });
  });

  test('bombs, damage and passwords are refused', async () => {
    await expect(read(await zipOf({ 'a.csv': megabytes(80) }), '.zip')).rejects.toMatchObject({ code: 'unpacksSuspiciously' });
    await expect(read(await zipOf({ 'a.csv': megabytes(3) }), '.zip', { maxUncompressedMb: 2 })).rejects.toMatchObject({
      code: 'unpacksTooLarge',
    });
    const whole = await zipOf({ 'a.csv': people });
    for (const cut of [1, 20, 60]) await expect(read(whole.subarray(0, -cut), '.zip')).rejects.toMatchObject({ code: 'zipDamaged' });
    const spoilt = Buffer.from(whole);
    spoilt[40]! ^= 0x55;
    await expect(read(spoilt, '.zip')).rejects.toMatchObject({ code: 'zipMemberDamaged' });
    const locked = Buffer.from(whole);
    locked[locked.indexOf('PK\x01\x02') + 8]! |= 1;
    await expect(read(locked, '.zip')).rejects.toMatchObject({ code: 'zipEncrypted' });
    await expect(read(Buffer.from(people), '.zip')).rejects.toMatchObject({ code: 'notZip' });
  });
});
