import { Type } from 'typebox';
import { duck } from '../../core/duckdb/sql.ts';
import { defineFamily, type Level, level } from './contract.ts';

const settings = Type.Object(
  {
    km: Type.Array(Type.Number({ exclusiveMinimum: 0 }), {
      default: [0.03, 0.1, 0.3, 1, 10],
      description: 'a level for each largest distance in kilometres',
    }),
  },
  { additionalProperties: false },
);
const KM_PER_DEGREE = 111.2;

/** Over the sphere; the difference in latitude decides first. */
function within(km: number): Level['holds'] {
  return (l, r) => {
    const [dLat, dLon] = [
      duck`radians(${l.feature('lat')} - ${r.feature('lat')})`,
      duck`radians(${l.feature('lon')} - ${r.feature('lon')})`,
    ];
    return duck`abs(${l.feature('lat')} - ${r.feature('lat')}) <= ${km / KM_PER_DEGREE} AND 12742 * asin(least(1, sqrt(pow(sin(${dLat} / 2), 2) + cos(radians(${l.feature('lat')})) * cos(radians(${r.feature('lat')})) * pow(sin(${dLon} / 2), 2)))) <= ${km}`;
  };
}

export const family = defineFamily({
  name: 'distance',
  title: { en: 'Distance', zh: '距离' },
  says: { en: 'Two points on the earth near to each other.', zh: '地面上两点相近。' },
  settings,
  features: ['lat', 'lon'],
  levels: ({ km }) =>
    [...km]
      .sort((a, b) => a - b)
      .map((most) => level(`within-${most}-km`, [`${most} km or less apart`, `相距不超过${most}公里`], within(most))),
  examples: [
    { left: '29.8683 121.5440', right: '29.8684 121.5441', level: 'within-0.03-km' },
    { left: '29.8683 121.5440', right: '29.8700 121.5500', level: 'within-1-km' },
    { left: '29.8683 121.5440', right: '29.8900 121.6000', level: 'within-10-km' },
    { left: '29.8683 121.5440', right: '30.2741 120.1551', level: null },
    { left: '0 179.9999', right: '0 -179.9997', level: 'within-0.1-km' },
  ],
});
