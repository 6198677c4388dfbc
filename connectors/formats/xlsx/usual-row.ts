/**
 * Rows as Excel and the programs that write for it put them: `<row r="2" …><c r="A2" s="1" t="s"><v>7</v></c>…</row>`. Such a row is read by
 * two regular expressions, several times as fast as by a parser; whatever looks otherwise (entities, formulas, rich text) is for the parser.
 */
const plain = String.raw`[^<>&\x00-\x08\x0b-\x1f\ufffe\uffff]*`;
const rowStart = /\s*<row r="(\d{1,7})"(?: (?!r=)[\w:.-]+="[\w .:;-]*")*>/y;
const cell = new RegExp(
  `<c(?: r="([A-Z]{1,3})\\d{1,7}")?(?: s="(\\d{1,5})")?(?: t="(\\w{1,9})")?(?:/>|>(?:<v>(${plain})</v>|<is><t(?: xml:space="preserve")?>(${plain})</t></is>)?</c>)`,
  'y',
);
const rowEnd = '</row>';

/** A cell as it is written. `text` is undefined where there is no value. */
export interface WrittenCell {
  /** `AB`; undefined: the one after the last. */
  letters: string | undefined;
  style: string | undefined;
  type: string | undefined;
  text: string | undefined;
}

export interface WrittenRow {
  number: number;
  cells: WrittenCell[];
  /** Where in the text it ends. */
  end: number;
}

/** The row that begins at a place of the text; undefined when it looks unusual, or does not end in it. */
export function readUsualRow(text: string, at: number): WrittenRow | undefined {
  rowStart.lastIndex = at;
  const start = rowStart.exec(text);
  if (start === null) return undefined;
  const cells: WrittenCell[] = [];
  let place = rowStart.lastIndex;
  while (!text.startsWith(rowEnd, place)) {
    cell.lastIndex = place;
    const found = cell.exec(text);
    if (found === null) return undefined;
    cells.push({ letters: found[1], style: found[2], type: found[3], text: found[4] ?? found[5] });
    place = cell.lastIndex;
  }
  return { number: Number(start[1]), cells, end: place + rowEnd.length };
}
