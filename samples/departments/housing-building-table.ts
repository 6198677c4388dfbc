import { isoDate } from '../days.ts';
import { buildingText, divisionText, placeOf, roomId } from '../world/houses.ts';
import { oldNumberOf, personId } from '../world/people.ts';
import { pointsIn } from '../world/points.ts';
import { compoundsByStreet, unitCodeOf } from '../world/unit-codes.ts';
import type { World } from '../world/world.ts';
import { Clerk } from './clerk.ts';
import type { Department, Row, View } from './department.ts';

export const housingBuildingTable: Department = {
  source: 'housing.building-table',
  columns: [
    '不动产单元号',
    '项目名称',
    '坐落',
    '幢号',
    '单元号',
    '层',
    '室号',
    '规划用途',
    '建筑面积',
    '权利人',
    '权利人证件号',
    '登记日期',
    '经度',
    '纬度',
  ],
  form: { kind: 'xlsx', sheet: '楼盘表', dateColumns: ['登记日期'] },
  // One workbook a district.
  partOf: (record) => record.slice(0, 6),
  *rows(view) {
    const clerk = new Clerk(view.world.seed, 'housing.building-table');
    const pointOf = pointsIn(view.world, 'CGCS2000');
    for (const building of buildingsInOrder(view.world)) {
      const { firstRoom, rooms } = view.world.houses.buildings[building]!;
      const point = pointOf(building);
      for (let room = firstRoom; room < firstRoom + rooms; room++) yield rowOf(view, room, { clerk, point });
    }
  },
};

/** In the order of their unit codes. */
function* buildingsInOrder(world: World): Generator<number> {
  const { buildings, compounds } = world.houses;
  const first = new Int32Array(compounds.length).fill(-1);
  for (let building = buildings.length - 1; building >= 0; building--) first[buildings[building]!.compound] = building;
  for (const compound of compoundsByStreet(world).flat()) {
    for (let building = first[compound]!; buildings[building]?.compound === compound; building++) yield building;
  }
}

function rowOf({ world, asOf }: View, room: number, { clerk, point }: { clerk: Clerk; point: string[] }): Row {
  const { houses, people } = world;
  const record = unitCodeOf(world, room, asOf);
  const place = placeOf(houses, room);
  const { compound, number } = houses.buildings[place.building]!;
  const { estate, office } = houses.compounds[compound]!;
  const owner = houses.owner[room]!;
  const unit = place.unit === 0 ? '' : `${place.unit}单元`;
  const mentions: Row['mentions'] = owner < 0 ? [] : [{ role: 'owner', type: 'person', entity: personId(owner) }];
  mentions.push({ role: 'unit', type: 'house', entity: roomId(place) });
  return {
    record,
    cells: [
      record,
      estate,
      `${divisionText(houses, place.building)}${buildingText(houses, place.building, true)}${unit}${place.room}室`,
      String(number),
      place.unit === 0 ? '无' : String(place.unit),
      String(place.floor),
      place.room,
      office ? '办公' : '成套住宅',
      ((office ? 30 : 48) + Math.floor(clerk.share('area', room) * 9000) / 100).toFixed(2),
      owner < 0 ? '' : clerk.personName(people.name[owner]!, owner),
      owner < 0 ? '' : clerk.idNumber(oldNumberOf(people, owner), owner),
      owner < 0 ? '' : isoDate(houses.ownerSince[room]!),
      ...point,
    ],
    mentions,
  };
}
