import { cleaned, codesWhere, contains, fullMatch, letIn, macro, text } from '../macro-text.ts';
import { rewriteSql } from '../rewrite.ts';
import type { ValueContext } from '../value-type.ts';
import {
  DASHES,
  ENDS,
  type Front,
  frontOf,
  HEAD,
  LONGEST,
  NORMAL,
  NUMERALS,
  QUICK,
  ROAD_BEFORE_ESTATE,
  ROAD_LIKE,
  TAIL,
  TENS,
  TIDY,
} from './address-grammar.ts';

/** The macros of `clean-address.ts`. */
export function addressMacros(context: ValueContext): string[] {
  return [...partMacros(), ...ladderMacros(), ...cleanMacros(frontOf(context)), ...useMacros()];
}

function groups(expression: string, pattern: string, names: string[]): string {
  return `regexp_extract(${expression}, ${text(pattern)}, [${names.map((name) => text(name)).join(', ')}])`;
}

function partMacros(): string[] {
  const ascii = `CASE WHEN ${contains('number', '[^0-9A-Z-]')} THEN translate(${rewriteSql('number', TENS)}, '${NUMERALS.from}', '${NUMERALS.to}') ELSE number END`;
  const sub = `CASE WHEN adr_h.sub = '' THEN '' ELSE '-' || address_number(adr_h.sub, '') END`;
  const road = `adr_h.name || address_number(adr_h.number, '') || ${sub} || adr_h.kind`;
  const noNumber = `CASE WHEN ${contains('before', ROAD_BEFORE_ESTATE)} THEN regexp_extract(before, ${text(ROAD_BEFORE_ESTATE)}, 1) ELSE before END`;
  const place = `CASE WHEN adr_h.name = '' THEN {'place': ${noNumber}, 'plot': ''}
    WHEN NOT (${contains('adr_h.name', ROAD_LIKE)} OR adr_h.kind = '弄') AND NOT has_building THEN {'place': adr_h.name, 'plot': adr_h.number}
    WHEN has_building AND adr_h.inside <> '' THEN {'place': ${road} || address_number(adr_h.inside, '号'), 'plot': ''}
    ELSE {'place': ${road}, 'plot': adr_h.inside} END`;
  return [
    macro('address_number(number, suffix)', `CASE WHEN number = '' THEN '' ELSE regexp_replace(${ascii}, '^0+(.)', '\\1') || suffix END`),
    macro(
      'address_place(before, has_building)',
      letIn('adr_h', groups('before', HEAD, ['name', 'number', 'kind', 'sub', 'inside', 'estate']), place),
    ),
  ];
}

function ladderMacros(): string[] {
  const rung = (expression: string): string => `coalesce(nullif(${expression}, ''), '-')`;
  const building = `CASE WHEN adr_l.building = '' THEN adr_p.plot ELSE adr_l.building END`;
  const ladder = letIn(
    'adr_l',
    groups('rest', TAIL, ['before', 'building', 'unit', 'room']),
    letIn(
      'adr_p',
      `address_place(adr_l.before, adr_l.building <> '')`,
      `${rung('adr_p.place')} || '/' || ${rung(`address_number(${building}, '幢')`)} || '/' || ${rung(`address_number(adr_l.unit, '单元')`)} || '/' || ${rung(`address_number(adr_l.room, '室')`)}`,
    ),
  );
  return [
    macro(
      'address_rungs(rest, parts)',
      `replace(replace(regexp_replace(rest, parts, '\\1/\\2幢/\\3单元/\\4室'), '/单元/', '/-/'), '/室', '/-')`,
    ),
    macro(
      'address_ladder(rest)',
      `CASE WHEN ${fullMatch('rest', QUICK.road)} THEN address_rungs(rest, ${text(QUICK.roadParts)})
      WHEN ${fullMatch('rest', QUICK.estate)} AND ${contains('rest', QUICK.estateParts)} THEN address_rungs(rest, ${text(QUICK.estateParts)}) ELSE ${ladder} END`,
    ),
  ];
}

function cleanMacros({ pattern, codes }: Front): string[] {
  const keys = [...codes.keys()].map((key) => text(key)).join(', ');
  const values = [...codes.values()].map((value) => text(value)).join(', ');
  const code = `CASE WHEN adr_f.district = '' THEN '' ELSE coalesce(([${values}]::VARCHAR[])[list_position([${keys}]::VARCHAR[], adr_f.city || adr_f.district)], '') END`;
  const tidied = letIn(
    'adr_y',
    rewriteSql('adr_v', TIDY),
    rewriteSql(`CASE WHEN contains(adr_y, '-') THEN ${rewriteSql('adr_y', DASHES)} ELSE adr_y END`, ENDS),
  );
  const parsed = letIn(
    'adr_t',
    tidied,
    letIn(
      'adr_f',
      groups('adr_t', pattern, ['city', 'district', 'rest']),
      letIn('adr_c', code, `adr_c || '/' || address_ladder(CASE WHEN adr_c = '' THEN adr_t ELSE adr_f.rest END)`),
    ),
  );
  const findings = codesWhere({
    divisionUnknown: `starts_with(address, '/')`,
    noBuilding: `split_part(address, '/', 3) = '-'`,
    noRoom: `ends_with(address, '/-')`,
  });
  return [
    macro(
      'judge_address(address)',
      `CASE WHEN address = '/-/-/-/-' THEN ${cleaned('NULL::VARCHAR', `['nothingParsed']`)} ELSE ${cleaned('address', findings)} END`,
    ),
    macro(
      'clean_address(raw)',
      letIn(
        'adr_v',
        'fold_code(raw)',
        `CASE WHEN adr_v IS NULL OR adr_v = '' THEN ${cleaned('NULL::VARCHAR')}
        WHEN is_placeholder(adr_v) THEN ${cleaned('NULL::VARCHAR', `['placeholder']`)}
        WHEN length(adr_v) > ${LONGEST} THEN ${cleaned('NULL::VARCHAR', `['tooLong']`)}
        ELSE ${letIn('adr_n', `CASE WHEN ${fullMatch('adr_v', NORMAL)} THEN adr_v ELSE ${parsed} END`, 'judge_address(adr_n)')} END`,
      ),
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
    macro(
      'compatible_address(a, b)',
      `NOT ${differ(1)} AND NOT ${differ(5)} AND NOT (${rung('a', 2)} = ${rung('b', 2)} AND (${differ(3)} OR ${differ(4)}))`,
    ),
  ];
}
