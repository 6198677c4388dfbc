import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import { openTestHub, type TestHub } from '../../api/testing.ts';
import { parseAddressFile } from '../../hub-address-file.ts';
import { createAddressAnswers } from '../../hub-addresses.ts';
import { ADDRESS_COLUMNS } from '../../values/index.ts';

const answers = createAddressAnswers({ divisions: [], clock: () => new Date('2026-10-01T00:00:00Z') });
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sanku-addresses-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a file of addresses', () => {
  const parse = async (text: string | Buffer, column: string) => {
    const file = path.join(folder, 'in.csv');
    const out = path.join(folder, 'out.csv');
    await writeFile(file, text);
    const result = await parseAddressFile(answers, { file, column, out });
    return { ...result, lines: (await readFile(out, 'utf8')).trimEnd().split('\n') };
  };

  test('comes back with its own columns and those of the address', async () => {
    const { lines, rows, counts } = await parse('id,地址\n1,浙江省宁波市海曙区县学街22号6幢1单元502室\n2,\n', '地址');
    expect(lines[0]).toBe(`id,地址,${ADDRESS_COLUMNS.join(',')}`);
    expect(lines[1]).toBe('1,浙江省宁波市海曙区县学街22号6幢1单元502室,浙江省,宁波市,海曙区,,,县学街,22号,,6幢,1单元,,502室,,330203,0.95');
    expect([rows, counts]).toEqual([2, { district: 1, place: 1, room: 1, nothing: 1 }]);
  });

  test('may be GB18030, hold commas and line breaks, rows of another width and a column of one of our names', async () => {
    const text = 'room,addr\n9,"海曙区县学街22号,\r\n6幢"\n8\n7,宁波市江东区百丈东路1号,more\n';
    const { lines, rows } = await parse(iconv.encode(text, 'gb18030'), 'addr');
    expect(lines[0]).toMatch(/^input_room,addr,province,/);
    expect(rows).toBe(3);
    expect(lines.slice(1).join('\n')).toContain(',海曙区,,,县学街,22号,,6幢,');
    expect(lines.at(-1)).toContain('7,宁波市江东区百丈东路1号,浙江省,宁波市,鄞州区');
  });

  test('of many blocks is parsed by several threads, in its own order', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `${i},"海曙区县学街${(i % 900) + 1}号, ${(i % 30) + 1}幢${i + 1000}室"`);
    const { lines, rows: count, counts } = await parse(`id,addr\n${rows.join('\n')}\n`, 'addr');
    expect([count, counts]).toEqual([20_000, { district: 20_000, place: 20_000, room: 20_000, nothing: 0 }]);
    expect(lines.slice(1).map((line) => Number(line.slice(0, line.indexOf(','))))).toEqual(rows.map((_, i) => i));
    expect(lines[12_346]).toContain(`,${(12_345 % 30) + 1}幢,,,${12_345 + 1000}室,`);
  });

  test('without the column is refused, and leaves nothing behind', async () => {
    await expect(parse('a,b\n1,2\n', 'address')).rejects.toMatchObject({ code: 'columnNotThere' });
    expect((await readdir(folder)).sort()).toEqual(['in.csv', 'out.csv']);
  });

  (process.platform === 'linux' ? test : test.skip)('is let go of, whether it was parsed or refused', async () => {
    await parse('a,b\n1,2\n', 'a');
    await expect(parse('a,b\n1,2\n', 'address')).rejects.toMatchObject({ code: 'columnNotThere' });
    const open = (await readdir('/proc/self/fd')).map((number) => readlink(`/proc/self/fd/${number}`).catch(() => ''));
    expect((await Promise.all(open)).filter((file) => file.startsWith(folder))).toEqual([]);
  });
});

describe('POST /addresses/parse', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub();
  });
  afterAll(() => hub.close());
  const post = (payload: object, key = hub.key) =>
    hub.server.inject({ method: 'POST', url: '/addresses/parse', payload, headers: { authorization: `Bearer ${key}` } });

  test('needs a key, and an address or a list', async () => {
    expect((await post({ address: '县学街22号' }, 'no-key')).statusCode).toBe(401);
    expect((await post({})).json()).toMatchObject({ code: 'addressNotGiven' });
    expect((await post({ address: '甲', addresses: ['乙'] })).statusCode).toBe(400);
    expect((await post({ addresses: ['甲'], to: 'x' })).statusCode).toBe(400);
  });

  test('answers each in order, and its log tells how many, never which', async () => {
    const answer = await post({ addresses: ['县学街22号', '百丈东路1号'] });
    expect(answer.json()).toMatchObject({ items: [{ text: '县学街22号' }, { text: '百丈东路1号' }] });
    const entry = (await hub.audit()).findLast(({ action, outcome }) => action === 'addressParse' && outcome === 'delivered')!;
    expect(entry).toMatchObject({ detail: { addresses: 2 }, entities: [], fields: [] });
    expect(JSON.stringify(await hub.audit())).not.toContain('县学街');
  });
});
