import type { DivisionRow } from './value-type.ts';

/** A corner of the invented city, for the examples of the value types. */
export const sampleDivisions: DivisionRow[] = [
  place('33', '示范省', 'province'),
  place('3399', '示范市', 'city'),
  place('339901', '东城区', 'district'),
  place('339902', '滨江区', 'district', { validFrom: '2016-07-01' }),
  place('339912', '望江区', 'district', { validTo: '2016-07-01', successor: '339902' }),
  place('339903', '南屏区', 'district'),
  place('339901001', '朝阳街道', 'street'),
  place('339903101', '竹溪镇', 'street'),
  place('339901001001', '晨曦社区', 'community'),
  place('39', '岭东省', 'province'),
  place('3901', '岭东市', 'city'),
  place('390101', '东城区', 'district', { validTo: '2010-01-01' }),
  place('390102', '城关区', 'district'),
];

function place(code: string, name: string, level: DivisionRow['level'], rest: Partial<DivisionRow> = {}): DivisionRow {
  const parent = code.length === 2 ? null : code.slice(0, code.length > 6 ? code.length - 3 : code.length - 2);
  return { code, name, level, parent, validFrom: null, validTo: null, successor: null, ...rest };
}
