/**
 * Reading of data that may be wrong anywhere: the cross-checks go on behind a mistake, so that a user sees all of them at once.
 * What has not the shape asked for is left out here; the schema has already reported it.
 */
export type Raw = Record<string, unknown>;

export function rawMap(value: unknown): Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {};
}

/** The maps of a list, with their places in it. */
export function rawMaps(value: unknown): [index: number, map: Raw][] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item, index) => (isMap(item) ? [[index, item] as [number, Raw]] : []));
}

/** The texts of a list, with their places in it. */
export function rawTexts(value: unknown): [index: number, text: string][] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item, index) => (typeof item === 'string' ? [[index, item] as [number, string]] : []));
}

export function rawText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isMap(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
