import { cleaned, codesWhere, fullMatch, letIn, macro, text } from '../macro-text.ts';
import { type Front, LONGEST, NORMAL, QUICK } from './address-grammar.ts';

/** The macros of `clean-address.ts`. */
export function addressMacros(front: Front): string[] {
  return [...cleanMacros(front), ...useMacros()];
}

function groups(expression: string, pattern: string, names: string[]): string {
  return `regexp_extract(${expression}, ${text(pattern)}, [${names.map((name) => text(name)).join(', ')}])`;
}

function cleanMacros({ before, place, codes }: Front): string[] {
  const keys = [...codes.keys()].map((key) => text(key)).join(', ');
  const values = [...codes.values()].map((value) => text(value)).join(', ');
  const codeOf = (front: string): string =>
    `CASE WHEN ${front}.district = '' THEN '' ELSE coalesce(([${values}]::VARCHAR[])[list_position([${keys}]::VARCHAR[], ${front}.city || ${front}.district)], '') END`;
  // What QUICK matches needs no folding and no parser. Without it there is no fifth rung.
  const quick = letIn(
    'adr_q',
    `${codeOf(groups('raw', place, ['city', 'district']))} || '/' || address_rungs(regexp_replace(raw, ${text(before)}, ''))`,
    `{'value': CASE WHEN length(raw) <= ${LONGEST} AND NOT contains(raw, '/') AND NOT starts_with(adr_q, '/') AND split_part(adr_q, '/', 5) <> '' THEN adr_q END,
      'findings': CASE WHEN ends_with(adr_q, '/-') THEN ['noRoom'] ELSE []::VARCHAR[] END}`,
  );
  const findings = codesWhere({
    divisionUnknown: `starts_with(address, '/')`,
    noBuilding: `split_part(address, '/', 3) = '-'`,
    noRoom: `ends_with(address, '/-')`,
  });
  return [
    macro(
      'address_rungs(rest)',
      `replace(replace(regexp_replace(rest, ${text(QUICK)}, '\\1/\\2幢/\\3单元/\\4室'), '/单元/', '/-/'), '/室', '/-')`,
    ),
    macro(
      'judge_address(address)',
      `CASE WHEN address = '/-/-/-/-' THEN ${cleaned('NULL::VARCHAR', `['nothingParsed']`)} ELSE ${cleaned('address', findings)} END`,
    ),
    macro('quick_address(raw)', quick),
    macro(
      'clean_address(raw)',
      `CASE WHEN quick_address(raw).value IS NOT NULL THEN quick_address(raw) ELSE ${letIn(
        'adr_v',
        'fold_code(raw)',
        `CASE WHEN adr_v IS NULL OR adr_v = '' THEN ${cleaned('NULL::VARCHAR')}
        WHEN is_placeholder(adr_v) THEN ${cleaned('NULL::VARCHAR', `['placeholder']`)}
        WHEN length(adr_v) > ${LONGEST} THEN ${cleaned('NULL::VARCHAR', `['tooLong']`)}
        ELSE ${letIn('adr_n', `CASE WHEN ${fullMatch('adr_v', NORMAL)} THEN adr_v ELSE house_address(raw) END`, 'judge_address(adr_n)')} END`,
      )} END`,
    ),
  ];
}

function useMacros(): string[] {
  const rung = (value: string, number: number): string => `split_part(${value}, '/', ${number})`;
  const differ = (number: number): string =>
    `(${rung('a', number)} NOT IN ('', '-') AND ${rung('b', number)} NOT IN ('', '-') AND ${rung('a', number)} <> ${rung('b', number)})`;
  return [
    macro(
      'address_level(value)',
      `CASE WHEN value IS NULL THEN NULL WHEN ${rung('value', 5)} <> '-' THEN 'room' WHEN ${rung('value', 4)} <> '-' THEN 'unit' WHEN ${rung('value', 3)} <> '-' THEN 'building' WHEN ${rung('value', 2)} <> '-' THEN 'road' ELSE 'none' END`,
    ),
    macro('address_division(value)', `nullif(${rung('value', 1)}, '')`),
    macro(
      'keys_address(value)',
      `CASE WHEN address_level(value) IN ('room', 'unit', 'building') AND ${rung('value', 2)} <> '-' AND NOT starts_with(value, '/') THEN [CASE WHEN address_level(value) = 'room' AND ${rung('value', 4)} = '-' THEN 'address?:' ELSE 'address:' END || value] ELSE []::VARCHAR[] END`,
    ),
    // A join key taken apart, and put together again: what the houses of a city are brought together by.
    macro('rungs_of_key(key)', `string_split(substr(key, strpos(key, ':') + 1), '/')`),
    macro('house_of_rungs(rungs)', `{'building': rungs[1] || '/' || rungs[2] || '/' || rungs[3], 'unit': rungs[4], 'room': rungs[5]}`),
    macro('place_of_building(building)', `array_to_string(string_split(building, '/')[1:2], '/')`),
    macro(
      'key_of_house(building, unit, room)',
      `CASE WHEN room <> '-' AND unit = '-' THEN 'address?:' ELSE 'address:' END || building || '/' || unit || '/' || room`,
    ),
    macro('is_address_key(key)', `starts_with(key, 'address:') OR starts_with(key, 'address?:')`),
    macro(
      'compatible_address(a, b)',
      `NOT ${differ(1)} AND NOT ${differ(5)} AND NOT (${rung('a', 2)} = ${rung('b', 2)} AND (${differ(3)} OR ${differ(4)}))`,
    ),
  ];
}
