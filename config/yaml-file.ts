import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, visit } from 'yaml';
import type { Mistakes, Place } from './mistakes.ts';

export type Path = readonly (string | number)[];

/** A YAML file as written, which can tell where each of its values stands. */
export interface YamlFile {
  file: string;
  data: Record<string, unknown>;
  /** Where the value (or the key) of a path stands; for a path that is not there, its nearest parent. */
  at(path: Path, part?: 'key' | 'value'): Place;
}

export interface YamlText {
  file: string;
  text: string;
  /** Lines before `text` in the file, for YAML inside another file. */
  linesBefore?: number;
  /** The key a file of this kind begins with, for the advice. */
  first: string;
}

/** Parses one file; what is not YAML, or not a map, goes to `mistakes` and gives undefined. */
export function readYaml({ file, text, linesBefore = 0, first }: YamlText, mistakes: Mistakes): YamlFile | undefined {
  const lines = new LineCounter();
  const place = (offset: number, path: Path): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line) + linesBefore, column: Math.max(1, col), path: pathText(path) };
  };
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  for (const error of document.errors) mistakes.add('yamlSyntax', place(error.pos[0], []), { reason: error.message.replace(/\.$/, '') });
  if (document.errors.length > 0) return undefined;
  const data = plainData(document, (reason) => mistakes.add('yamlSyntax', place(0, []), { reason }));
  if (data === undefined) return undefined;
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    mistakes.add('notAMap', place(0, []), { first });
    return undefined;
  }
  const at = (path: Path, part: 'key' | 'value' = 'value') => place(offsetOf(document, path, part), path);
  return { file, data: data as Record<string, unknown>, at };
}

/** `['columns', 2, 'type']` → `columns[2].type` */
export function pathText(path: Path): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

function plainData(document: Document, fail: (reason: string) => void): unknown {
  // A code table's `01: …` must stay "01": YAML alone would read the key as the number 1.
  visit(document, {
    Pair(_, pair) {
      if (isScalar(pair.key) && typeof pair.key.value !== 'string') pair.key.value = pair.key.source ?? String(pair.key.value);
    },
  });
  try {
    // By way of JSON, so that an alias is a copy and a circle cannot come in.
    return JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: 100 }) ?? null));
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

function offsetOf(document: Document, path: Path, part: 'key' | 'value'): number {
  let node = resolve(document.contents, document);
  let offset = startOf(node) ?? 0;
  for (const [index, step] of path.entries()) {
    const pair = isMap(node) ? node.items.find((item) => keyText(item) === String(step)) : undefined;
    const value =
      pair === undefined ? (isSeq(node) ? (node.items[Number(step)] as Node | undefined) : undefined) : (pair.value as Node | null);
    if (pair === undefined && value === undefined) return offset;
    const keyStart = pair === undefined ? undefined : startOf(pair.key as Node);
    const valueStart = value === null ? keyStart : startOf(value);
    const isLast = index === path.length - 1;
    offset = (isLast && part === 'key' ? keyStart : (valueStart ?? keyStart)) ?? offset;
    node = resolve(value ?? null, document);
  }
  return offset;
}

function keyText(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

function resolve(node: Node | null | undefined, document: Document): Node | null | undefined {
  return isAlias(node) ? node.resolve(document) : node;
}
