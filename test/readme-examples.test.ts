import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import { SHIPPED_CONFIG } from '../hub.ts';
import { makeSample } from '../samples/index.ts';
import { freshFolder, monthFolder } from './city-hub.ts';

const ROOT = path.join(import.meta.dirname, '..');

let folder: string;
let month: string;
beforeAll(async () => {
  folder = freshFolder('readme');
  const city = path.join(folder, 'city');
  // The city of the first start.
  await makeSample({ people: 10_000, seed: 1, months: 1, out: city, configFolder: SHIPPED_CONFIG });
  month = monthFolder(city, 1);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const delivered = (file: string, encoding: string) => iconv.decode(readFileSync(path.join(month, file)), encoding);

test.each(['README.md', 'README.zh.md'])(
  'the person, the house and the company of %s live in the city that the first start makes',
  (page) => {
    const text = readFileSync(path.join(ROOT, page), 'utf8');
    const named = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, value]) => value!))];
    const residents = delivered('police/residents.2026-10-01.csv', 'gb18030');
    const companies = delivered('commerce/companies.2026-10-01.csv', 'utf8');
    const dwellings = delivered('police/dwellings.2026-10-01.dbf', 'gb18030');
    const [people, firms, houses] = [named(/idNumber=(\w+)/g), named(/creditCode=(\w+)/g), named(/address=(\S+?) /g)];
    expect([people.length, firms.length, houses.length]).toEqual([1, 1, 1]);
    // As booleans: a failure must not print the whole city.
    expect(people.every((number) => residents.includes(number))).toBe(true);
    expect(firms.every((code) => companies.includes(code))).toBe(true);
    // The register names the street between the district and the road.
    expect(houses.every((house) => dwellings.includes(house.slice(house.indexOf('区') + 1)))).toBe(true);
  },
);
