import type { TSchema } from 'typebox';
import { checkShape } from './check-shape.ts';
import { rawMap } from './lenient.ts';
import type { Mistakes } from './mistakes.ts';
import { advise } from './nearest.ts';
import { checkSecrets } from './secrets.ts';
import type { ComparisonConfig } from './types.ts';
import { understandComparison } from './understand.ts';
import { readYaml } from './yaml-file.ts';

/** What every comparison may use without declaring it: the day for which it runs. */
const GIVEN_PARAMETERS = ['asOf'];
const LEADING_COMMENT = /^\s*\/\*([\s\S]*?)\*\//;
/** Comments, texts and quoted names: what looks like a parameter in them is none. */
const NOT_CODE = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"/g;

interface ComparisonText {
  file: string;
  text: string;
  schema: TSchema;
}

/** A comparison: YAML in a leading block comment, then SQL whose `$parameters` the header declares. */
export function checkComparison({ file, text, schema }: ComparisonText, mistakes: Mistakes): ComparisonConfig | undefined {
  const name = file.slice('comparisons/'.length, -'.sql'.length);
  const place = { file, line: 1, column: 1, path: '' };
  const wanted = { wanted: 'small letters, digits and hyphens', wantedZh: '小写字母、数字和连字符' };
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) mistakes.add('nameUnfit', place, { name, ...wanted });
  const match = LEADING_COMMENT.exec(text);
  if (match === null) {
    mistakes.add('headerMissing', place);
    return undefined;
  }
  const [comment, header] = match as unknown as [string, string];
  const sql = text.slice(comment.length).trim();
  if (sql === '') mistakes.add('sqlMissing', { ...place, line: lineAt(text, comment.length) });
  const linesBefore = lineAt(text, comment.length - header.length - 2) - 1;
  const yaml = readYaml({ file, text: header, linesBefore, first: 'title' }, mistakes);
  if (yaml === undefined) return undefined;
  checkSecrets(yaml, undefined, mistakes);
  const declared = [...Object.keys(rawMap(yaml.data['parameters'])), ...GIVEN_PARAMETERS];
  for (const { parameter, offset } of parametersOf(text)) {
    if (declared.includes(parameter)) continue;
    const line = lineAt(text, offset);
    const column = offset - text.lastIndexOf('\n', offset - 1);
    mistakes.add(
      'wordUnknown',
      { ...place, line, column },
      { word: `Parameter ${parameter}`, wordZh: `参数 ${parameter}`, ...advise(parameter, declared) },
    );
  }
  const raw = checkShape({ yaml, schema }, mistakes);
  return raw === undefined ? undefined : understandComparison(raw, name, sql);
}

function parametersOf(text: string): { parameter: string; offset: number }[] {
  const code = text.replaceAll(NOT_CODE, (passage) => passage.replaceAll(/[^\n]/g, ' '));
  return [...code.matchAll(/\$([A-Za-z_]\w*)/g)].map((match) => ({ parameter: match[1]!, offset: match.index }));
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
