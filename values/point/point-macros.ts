/** The macros of `clean-point.ts`: the same formulas as gcoord 1.0.7 (MIT), step by step, so that both give the same six decimals. */
import { cleaned, codesWhere, fullMatch, letIn, macro, text } from '../macro-text.ts';
import { BOUNDS, CRS_WORDS, FINE_DECIMALS, POINT_FORM } from './clean-point.ts';

const PI = 'pi()';
/** Semi-major axis and squared eccentricity of Krassowsky's ellipsoid, on which GCJ-02 is defined. */
const AXIS = '6378245.0::DOUBLE';
const ECCENTRICITY = '0.006693421622965823::DOUBLE';
/** More rounds than the inverse ever takes: it is exact to a millimetre after three. */
const ROUNDS = 5;

/** What needs no conversion and no reading: written as we write it, inside of China. */
const USUAL = 'CGCS2000:(?:7[3-9]|[89][0-9]|1[0-2][0-9]|13[0-5])\\.[0-9]{6},(?:[3-9]|[1-4][0-9]|5[0-3])\\.[0-9]{6}';

export function pointMacros(): string[] {
  return [
    ...shiftMacros(),
    macro('point_longitude(value)', `CAST(regexp_extract(value, ':([-0-9.]+),', 1) AS DOUBLE)`),
    macro('point_latitude(value)', `CAST(regexp_extract(value, ',([-0-9.]+)', 1) AS DOUBLE)`),
    macro('quick_point(raw)', `CASE WHEN ${fullMatch('raw', USUAL)} THEN ${cleaned('raw')} END`),
    macro(
      'point_day(raw)',
      letIn(
        'pnt_t',
        'fold_date(raw)',
        letIn(
          'pnt_y',
          'date_written(pnt_t)',
          `CASE WHEN pnt_t IS NULL OR pnt_t = '' OR is_no_date(pnt_t) OR length(pnt_y) < 10 OR NOT date_exists(pnt_y) THEN '' ELSE pnt_y END`,
        ),
      ),
    ),
    macro('read_point(folded)', readPoint()),
    macro(
      'clean_point(raw)',
      `CASE WHEN ${fullMatch('raw', USUAL)} THEN ${cleaned('raw')} ELSE ${letIn(
        'pnt_f',
        'fold_text(raw)',
        `CASE WHEN pnt_f IS NULL OR pnt_f = '' THEN ${cleaned('NULL::VARCHAR')}
        WHEN is_placeholder(pnt_f) THEN ${cleaned('NULL::VARCHAR', `['placeholder']`)}
        WHEN NOT regexp_matches(pnt_f, ${text(POINT_FORM)}) THEN ${cleaned('NULL::VARCHAR', `['unparseable']`)}
        ELSE read_point(pnt_f) END`,
      )} END`,
    ),
  ];
}

/** GCJ-02's shift at a point, and the ways back: `{x: longitude, y: latitude}` in and out. */
function shiftMacros(): string[] {
  const wave = (x: string): string => `(20 * sin(6 * ${x} * ${PI}) + 20 * sin(2 * ${x} * ${PI})) * 2 / 3`;
  const north = `(-100 + 2 * x + 3 * y + 0.2::DOUBLE * y * y + 0.1::DOUBLE * x * y + 0.2::DOUBLE * sqrt(abs(x))) + ${wave('x')}
    + (20 * sin(y * ${PI}) + 40 * sin((y / 3) * ${PI})) * 2 / 3 + (160 * sin((y / 12) * ${PI}) + 320 * sin((y * ${PI}) / 30)) * 2 / 3`;
  const east = `(300 + x + 2 * y + 0.1::DOUBLE * x * x + 0.1::DOUBLE * x * y + 0.1::DOUBLE * sqrt(abs(x))) + ${wave('x')}
    + (20 * sin(x * ${PI}) + 40 * sin((x / 3) * ${PI})) * 2 / 3 + (150 * sin((x / 12) * ${PI}) + 300 * sin((x / 30) * ${PI})) * 2 / 3`;
  const magic = `1 - ${ECCENTRICITY} * sin((lat / 180) * ${PI}) * sin((lat / 180) * ${PI})`;
  const shift = letIn(
    'gcj_m',
    magic,
    `{'x': gcj_east(lon - 105, lat - 35) * 180 / ((${AXIS} / sqrt(gcj_m)) * cos((lat / 180) * ${PI}) * ${PI}),
      'y': gcj_north(lon - 105, lat - 35) * 180 / (((${AXIS} * (1 - ${ECCENTRICITY})) / (gcj_m * sqrt(gcj_m))) * ${PI})}`,
  );
  const step = letIn(
    'gcj_d',
    'gcj_shift(lon, lat)',
    letIn(
      'gcj_e',
      `{'x': (lon + gcj_d.x) - to_lon, 'y': (lat + gcj_d.y) - to_lat}`,
      `CASE WHEN abs(gcj_e.x) > 1e-6 OR abs(gcj_e.y) > 1e-6 THEN {'x': lon - gcj_e.x, 'y': lat - gcj_e.y} ELSE {'x': lon, 'y': lat} END`,
    ),
  );
  const stepFrom = (variable: string): string => `gcj_step(${variable}.x, ${variable}.y, gcj_p.x, gcj_p.y)`;
  let back = `gcj_w${ROUNDS}`;
  for (let round = ROUNDS; round > 0; round--) back = letIn(`gcj_w${round}`, stepFrom(round === 1 ? 'gcj_p' : `gcj_w${round - 1}`), back);
  const factor = `(${PI} * 3000.0::DOUBLE / 180.0::DOUBLE)`;
  const gcj = letIn(
    'bd_z',
    `{'z': sqrt((lon - 0.0065::DOUBLE) * (lon - 0.0065::DOUBLE) + (lat - 0.006::DOUBLE) * (lat - 0.006::DOUBLE)) - 0.00002::DOUBLE * sin((lat - 0.006::DOUBLE) * ${factor}),
      'a': atan2(lat - 0.006::DOUBLE, lon - 0.0065::DOUBLE) - 0.000003::DOUBLE * cos((lon - 0.0065::DOUBLE) * ${factor})}`,
    `{'x': bd_z.z * cos(bd_z.a), 'y': bd_z.z * sin(bd_z.a)}`,
  );
  return [
    macro('gcj_north(x, y)', north),
    macro('gcj_east(x, y)', east),
    macro('gcj_shift(lon, lat)', shift),
    macro('gcj_step(lon, lat, to_lon, to_lat)', step),
    macro('gcj_to_cgcs(point)', letIn('gcj_p', 'point', back)),
    macro('bd_to_gcj(lon, lat)', gcj),
  ];
}

function readPoint(): string {
  const words = Object.keys(CRS_WORDS);
  const crs = `([${words.map((word) => text(CRS_WORDS[word]!)).join(', ')}])[list_position([${words.map((word) => text(word)).join(', ')}], pnt_w)]`;
  const decimals = (number: string): string =>
    `CASE WHEN contains(${number}, '.') THEN length(${number}) - strpos(${number}, '.') ELSE 0 END < ${FINE_DECIMALS}`;
  const nothing = (codes: string): string => cleaned('NULL::VARCHAR', codes);
  const seen = {
    swapped: 'pnt_s',
    coarse: `${decimals('pnt_g.one')} AND ${decimals('pnt_g.other')}`,
    capturedUnusable: `trim(pnt_g.day) <> '' AND pnt_d = ''`,
  };
  const place = `CASE WHEN NOT ${lies('pnt_n.x', 'pnt_n.y', BOUNDS.margin)} THEN NULL
    WHEN pnt_c = 'CGCS2000' THEN {'x': pnt_n.x, 'y': pnt_n.y} WHEN pnt_c = 'GCJ02' THEN gcj_to_cgcs(pnt_n) ELSE gcj_to_cgcs(bd_to_gcj(pnt_n.x, pnt_n.y)) END`;
  const rounded = (degrees: string): string => `floor(${degrees} * 1e6 + 0.5) / 1e6`;
  const written = `printf('CGCS2000:%.6f,%.6f', pnt_r.x, pnt_r.y) || CASE WHEN pnt_d = '' THEN '' ELSE '@' || pnt_d END`;
  const value = letIn(
    'pnt_p',
    place,
    letIn(
      'pnt_r',
      `{'x': ${rounded('pnt_p.x')}, 'y': ${rounded('pnt_p.y')}}`,
      `CASE WHEN pnt_p IS NULL OR NOT ${lies('pnt_r.x', 'pnt_r.y', 0)} THEN ${nothing(codesWhere({ ...seen, outOfChina: 'true' }))} ELSE ${cleaned(written, codesWhere(seen))} END`,
    ),
  );
  const named = `pnt_w <> '' AND pnt_w <> '?'`;
  const known = letIn(
    'pnt_d',
    `point_day(pnt_g.day)`,
    letIn(
      'pnt_w',
      'fold_number(pnt_g.crs)',
      letIn(
        'pnt_c',
        crs,
        `CASE WHEN pnt_c IS NULL THEN ${nothing(codesWhere({ ...seen, crsMissing: `NOT (${named})`, crsUnknown: named }))} ELSE ${value} END`,
      ),
    ),
  );
  const [a, b] = ['CAST(pnt_g.one AS DOUBLE)', 'CAST(pnt_g.other AS DOUBLE)'];
  const swap = `NOT ${lies(a, b, BOUNDS.margin)} AND ${lies(b, a, BOUNDS.margin)}`;
  return letIn(
    'pnt_g',
    `regexp_extract(folded, ${text(POINT_FORM)}, ['crs', 'one', 'other', 'day'])`,
    `CASE WHEN ${a} = 0 AND ${b} = 0 THEN ${nothing(`['placeholder']`)}
    WHEN abs(${a}) > 360 OR abs(${b}) > 360 THEN ${nothing(`['projected']`)}
    ELSE ${letIn('pnt_s', swap, letIn('pnt_n', `{'x': CASE WHEN pnt_s THEN ${b} ELSE ${a} END, 'y': CASE WHEN pnt_s THEN ${a} ELSE ${b} END}`, known))} END`,
  );
}

function lies(longitude: string, latitude: string, margin: number): string {
  const { west, east, south, north } = BOUNDS;
  return `(${longitude} BETWEEN ${west - margin} AND ${east + margin} AND ${latitude} BETWEEN ${south - margin} AND ${north + margin})`;
}
