import type { Division } from '../config/index.ts';

/** The normal form `339901/中山路1号/2幢/-/301室` as people write it: 示范市东城区中山路1号2幢301室. What is no normal form stays as it is. */
export function addressAsWritten(address: string, divisions: readonly Division[]): string {
  const [code = '', ...rest] = address.split('/');
  if (rest.length < 2) return address;
  const named = (wanted: string | null | undefined) => divisions.find((each) => each.code === wanted && each.validTo === null);
  const district = named(code);
  return [named(district?.parent)?.name, district?.name ?? code, ...rest.filter((part) => part !== '-')].join('');
}
