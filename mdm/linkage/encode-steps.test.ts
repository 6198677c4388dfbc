import { expect, test } from '@jest/globals';
import { duck } from '../../core/duckdb/sql.ts';
import { linkTexts } from './testing.ts';

test('words weigh by how rare they are among the records of the column', async () => {
  const places = ['RED CAFE', 'RED BAR', 'RED BIZOU CAFE', 'RED BIZOU GRILL', 'RED BAR'];
  const csv = ['id,name,town', ...places.map((place, i) => `${i},${place},${i % 2}`)].join('\n');
  const model = 'id: id\ncolumns:\n  name: text\n  town: category\n';
  await linkTexts({ files: { 'places.csv': csv }, model }, async ({ duck: db }) => {
    const rows = await db.rows<{ value: string; f_rareness: number; rarest: string }>(
      duck`SELECT value, f_rareness, array_to_string(f_rarest, ' ') AS rarest FROM dict_0 ORDER BY value`,
    );
    const [bar, grill, bizou, cafe] = ['RED BAR', 'RED BIZOU GRILL', 'RED BIZOU CAFE', 'RED CAFE'].map(
      (value) => rows.find((row) => row.value === value)!,
    );
    // GRILL is found with one record only: it weighs most and brings nothing together.
    expect(grill!.f_rareness).toBeGreaterThan(bizou!.f_rareness);
    expect(cafe!.f_rareness).toBe(bar!.f_rareness);
    const shared = grill!.rarest.split(' ').filter((word) => bizou!.rarest.split(' ').includes(word));
    expect(shared).toHaveLength(1);
    expect(grill!.rarest.split(' ')).toHaveLength(2);
    expect(cafe!.rarest.split(' ')).not.toContain(shared[0]);
  });
});
