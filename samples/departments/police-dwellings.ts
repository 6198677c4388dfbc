import { buildingText, divisionText, placeOf, roomId } from '../world/houses.ts';
import { Clerk } from './clerk.ts';
import { type Department, pad, type Row, type View } from './department.ts';

export const policeDwellings: Department = {
  source: 'police.dwellings',
  columns: ['FWBM', 'FWDZ', 'XQDZ', 'FWYT', 'JZMJ', 'ZLCS', 'RZRS'],
  form: {
    kind: 'dbf',
    fields: [
      { name: 'FWBM', type: 'C', length: 14 },
      { name: 'FWDZ', type: 'C', length: 100 },
      { name: 'XQDZ', type: 'C', length: 100 },
      { name: 'FWYT', type: 'C', length: 2 },
      { name: 'JZMJ', type: 'N', length: 8, decimals: 2 },
      { name: 'ZLCS', type: 'N', length: 3 },
      { name: 'RZRS', type: 'N', length: 3 },
    ],
  },
  *rows(view) {
    const clerk = new Clerk(view.world.seed, 'police.dwellings');
    for (let room = 0; room < view.world.houses.rooms; room++) yield rowOf(view, room, clerk);
  },
};

function rowOf({ world: { houses } }: View, room: number, clerk: Clerk): Row {
  const record = `339900${pad(room + 1, 8)}`;
  const place = placeOf(houses, room);
  const building = houses.buildings[place.building]!;
  const { office } = houses.compounds[building.compound]!;
  const division = divisionText(houses, place.building);
  const tail = `${place.unit === 0 ? '' : `${place.unit}单元`}${place.room}室`;
  const area = (office ? 30 : 48) + Math.floor(clerk.share('area', room) * 9000) / 100;
  return {
    record,
    cells: [
      record,
      division + buildingText(houses, place.building, false) + tail,
      clerk.share('estate', room) < 0.04 ? '' : division + buildingText(houses, place.building, true) + tail,
      office ? '20' : '10',
      area.toFixed(2),
      String(building.floors),
      String(houses.roomPeople[room]),
    ],
    mentions: [{ role: 'dwelling', type: 'house', entity: roomId(place) }],
  };
}
