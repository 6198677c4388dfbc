import { failure, PLACEHOLDER_FINDING, warning } from '../findings.ts';
import type { ValueContext, ValueExample, ValueType } from '../value-type.ts';
import { cleanPoint } from './clean-point.ts';
import { pointMacros } from './point-macros.ts';
import { polygonMacros } from './polygon.ts';

export { pointPlace } from './clean-point.ts';
export { type Crs, fromCgcs2000, toCgcs2000 } from './datum.ts';
export { type Edge, edgesHold, edgesOf, type Polygons } from './polygon.ts';

const examples: ValueExample[] = [
  { raw: 'CGCS2000:121.549792,29.868388', value: 'CGCS2000:121.549792,29.868388' },
  { raw: 'wgs84: 121.5497921 29.8683884', value: 'CGCS2000:121.549792,29.868388' },
  { raw: 'GCJ-02:121.553950,29.865805', value: 'CGCS2000:121.549792,29.868388', note: 'AMap’s point of the same place' },
  { raw: 'BD09:121.560352,29.872149', value: 'CGCS2000:121.549792,29.868389', note: 'Baidu’s' },
  { raw: '百度:121.560352，29.872149@2026年3月1日', value: 'CGCS2000:121.549792,29.868389@2026-03-01' },
  { raw: 'CGCS2000:29.868388,121.549792', value: 'CGCS2000:121.549792,29.868388', findings: ['swapped'] },
  { raw: 'EPSG:4490:POINT(121.549792 29.868388)', value: 'CGCS2000:121.549792,29.868388' },
  { raw: 'CGCS2000:121.5,29.87', value: 'CGCS2000:121.500000,29.870000', findings: ['coarse'] },
  { raw: 'CGCS2000:121.549792,29.868388@2026-02-30', value: 'CGCS2000:121.549792,29.868388', findings: ['capturedUnusable'] },
  { raw: '121.549792,29.868388', value: null, findings: ['crsMissing'] },
  { raw: '?:29.868388,121.549792', value: null, findings: ['crsMissing', 'swapped'] },
  { raw: 'BEIJING54:121.549792,29.868388', value: null, findings: ['crsUnknown'] },
  { raw: 'CGCS2000:649739.857,3306532.734', value: null, findings: ['projected'], note: 'metres of a Gauss-Krüger zone' },
  { raw: 'WGS84:139.767125,35.681236', value: null, findings: ['outOfChina'], note: 'Tokyo' },
  { raw: 'GCJ02:2.352222,48.856613', value: null, findings: ['outOfChina'], note: 'Paris' },
  { raw: 'CGCS2000:0,0', value: null, findings: ['placeholder'] },
  { raw: 'CGCS2000:121.549792,', value: null, findings: ['unparseable'] },
  { raw: 'CGCS2000:东经121度', value: null, findings: ['unparseable'] },
  { raw: '无', value: null, findings: ['placeholder'] },
  { raw: '', value: null },
];

/**
 * A point on the earth in CGCS2000, with the day of its capture where that is known. Which coordinate system a source writes must be
 * said: a point without one is not used. Macros `point_longitude(value)`, `point_latitude(value)`: degrees.
 */
export function makeType(_context: ValueContext): ValueType {
  return {
    name: 'point',
    title: { en: 'Point', zh: '坐标点' },
    findings: {
      capturedUnusable: warning('The day of capture is no whole day and is left out.', '采集日期不是完整日期，未采用。'),
      coarse: warning('Fewer than four decimals: known to a hundred metres at best.', '小数不足四位，精度最多到百米。'),
      crsMissing: warning(
        'The coordinate system is not said (CGCS2000, GCJ-02, BD-09 differ by up to 700 m). The point is not used; name `crs` in the YAML of the source.',
        '未说明坐标系（CGCS2000、GCJ-02、BD-09 相差可达700米），该点不采用；请在来源的 YAML 中写明 `crs`。',
      ),
      crsUnknown: warning(
        'The coordinate system is none of CGCS2000 (WGS84), GCJ02, BD09. The point is not used.',
        '坐标系不是 CGCS2000（WGS84）、GCJ02、BD09，该点不采用。',
      ),
      outOfChina: failure('The point lies outside China.', '该点不在中国范围内。'),
      placeholder: PLACEHOLDER_FINDING,
      projected: failure(
        'These are metres of a map projection, not degrees. Export longitude and latitude.',
        '这是投影坐标（米），不是经纬度；请导出经纬度。',
      ),
      swapped: warning('Latitude stood before longitude, and was put behind it.', '纬度在经度之前，已对调。'),
      unparseable: failure(
        'This is no point: longitude and latitude in decimal degrees are needed.',
        '无法识别为坐标点：需要十进制经纬度。',
      ),
    },
    macros: [...pointMacros(), ...polygonMacros],
    quick: true,
    clean: cleanPoint,
    mask: (value) => value.replaceAll(/(\.[0-9])[0-9]+/g, '$1*****').replace(/@.*$/, '@****'),
    examples,
  };
}
