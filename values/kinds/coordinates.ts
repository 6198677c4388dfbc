import { duck } from '../../core/duckdb/sql.ts';
import { macro } from '../macro-text.ts';
import type { Kind } from './contract.ts';

const PAIR = '^[^-0-9.]*(-?[0-9]+(?:[.][0-9]+)?)[^-0-9.]+(-?[0-9]+(?:[.][0-9]+)?)[^0-9]*$';

export const kind: Kind = {
  name: 'coordinates',
  title: { en: 'Coordinates', zh: '坐标' },
  says: { en: 'Latitude and longitude in degrees, in one column or composed of two.', zh: '纬度和经度(度),一列或由两列组成。' },
  clean: (raw) => duck`kind_coordinates(${raw})`,
  levels: [{ family: 'exact' }, { family: 'distance' }],
  blocking: [{ key: 'cell', strength: 12 }],
  tf: false,
  macros: [
    macro(
      'coordinates_written(lat, lon)',
      `CASE WHEN abs(lat) <= 90 AND abs(lon) <= 180 AND (lat <> 0 OR lon <> 0) THEN concat(round(lat, 6), ' ', round(lon, 6)) END`,
    ),
    macro(
      'kind_coordinates(raw)',
      `coordinates_written(TRY_CAST(regexp_extract(fold_wide(raw), '${PAIR}', 1) AS DOUBLE), TRY_CAST(regexp_extract(fold_wide(raw), '${PAIR}', 2) AS DOUBLE))`,
    ),
  ],
  examples: [
    { raw: '29.8683, 121.5440', value: '29.8683 121.544' },
    { raw: '-33.86 151.2', value: '-33.86 151.2' },
    { raw: '0 0', value: null },
    { raw: '120 200', value: null },
    { raw: 'near the bridge', value: null },
    { raw: '', value: null },
  ],
  pairs: [
    { left: '29.8683,121.5440', right: '29.8683 121.544', level: 'exact' },
    { left: '29.8683 121.5440', right: '29.8684 121.5441', level: 'within-0.03-km' },
    { left: '29.8683 121.5440', right: '30.2741 120.1551', level: null },
  ],
};
