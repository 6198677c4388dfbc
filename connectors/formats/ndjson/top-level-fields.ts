/** A field of a JSON object as it was written: texts unescaped, numbers and nested values in their own spelling, null as null. */
export type WrittenField = [name: string, value: string | null];

/**
 * The fields of a JSON object in their order. `text` must be a valid JSON object: this only finds where values begin and end, so
 * that numbers keep every digit.
 */
export function topLevelFields(text: string): WrittenField[] {
  const fields: WrittenField[] = [];
  let at = skipSpace(text, text.indexOf('{') + 1);
  while (text[at] !== '}') {
    const nameEnd = endOfString(text, at);
    const name = textOf(text, at, nameEnd);
    at = skipSpace(text, skipSpace(text, nameEnd) + 1);
    const end = endOfValue(text, at);
    fields.push([name, written(text, at, end)]);
    at = skipSpace(text, end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return fields;
}

function written(text: string, start: number, end: number): string | null {
  const first = text[start];
  if (first === '"') return textOf(text, start, end);
  return first === 'n' ? null : text.slice(start, end);
}

function textOf(text: string, start: number, end: number): string {
  const inner = text.slice(start + 1, end - 1);
  return inner.includes('\\') ? (JSON.parse(text.slice(start, end)) as string) : inner;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '\r' || text[at] === '\n') at++;
  return at;
}

function endOfValue(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return endOfString(text, start);
  if (first === '{' || first === '[') return endOfNested(text, start);
  let at = start;
  while (at < text.length && !',} \t\r\n'.includes(text[at]!)) at++;
  return at;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function endOfNested(text: string, start: number): number {
  let depth = 0;
  let at = start;
  do {
    const sign = text[at];
    if (sign === '"') {
      at = endOfString(text, at);
      continue;
    }
    if (sign === '{' || sign === '[') depth++;
    else if (sign === '}' || sign === ']') depth--;
    at++;
  } while (depth > 0);
  return at;
}
