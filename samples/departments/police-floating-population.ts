import { isoDate } from '../days.ts';
import { keyOf } from '../random.ts';
import { idNumberOf, personId } from '../world/people.ts';
import { divisionName } from '../world/places.ts';
import { pointsIn } from '../world/points.ts';
import type { World } from '../world/world.ts';
import { Clerk, phoneOf } from './clerk.ts';
import { type Department, pad, type Row, type View } from './department.ts';
import { policeKnowsOn, statedHome } from './late.ts';

/** Share of migrants who never registered where they live, and share of rows that name the room by the police's code too. */
const NOT_REGISTERED = 0.08;
const WITH_DWELLING_CODE = 0.9;

export const policeFloatingPopulation: Department = {
  source: 'police.floating-population',
  columns: [
    '登记编号',
    '姓名',
    '证件种类',
    '证件号码',
    '性别',
    '出生日期',
    '户籍地',
    '居住地址',
    '房屋编码',
    '居住方式',
    '居住起始日期',
    '联系电话',
    '经度',
    '纬度',
  ],
  form: {
    kind: 'xlsx',
    sheet: '流动人口',
    above: ['示范市流动人口登记表', '公安机关内部资料'],
    dateColumns: ['出生日期', '居住起始日期'],
    numberColumns: ['证件号码'],
  },
  *rows(view) {
    const { world } = view;
    const clerk = new Clerk(world.seed, 'police.floating-population', { zeroed: 0.02 });
    const phoneKey = keyOf(world.seed, 'phone');
    const pointOf = pointsIn(world, 'BD09');
    for (let person = 0; person < world.people.count; person++) {
      if (isFloating(view, person, clerk)) yield rowOf(view, person, { clerk, phoneKey, pointOf });
    }
  },
};

/** A migrant who told the police where they live, and of whom the police do not know that they left. */
export function isFloating({ world, asOf }: View, person: number, clerk: Clerk): boolean {
  const { people } = world;
  if (people.hukou[person]! >= 0 || people.home[person]! < 0) return false;
  const known = policeKnowsOn(world, person);
  return (known === 0 || known > asOf) && clerk.share('not-registered', person) >= NOT_REGISTERED;
}

/** Whether the row names the room by the police's own code. */
export function hasDwellingCode(clerk: Clerk, person: number): boolean {
  return clerk.share('dwelling-code', person) < WITH_DWELLING_CODE;
}

interface Habits {
  clerk: Clerk;
  phoneKey: number;
  pointOf: (building: number) => string[];
}

function rowOf(view: View, person: number, { clerk, phoneKey, pointOf }: Habits): Row {
  const { world, month } = view;
  const { people, houses } = world;
  const record = `LD3399${pad(person + 1, 8)}`;
  const home = statedHome(view, person);
  const hasCode = hasDwellingCode(clerk, person);
  const address = hasCode ? clerk.carefulAddress(houses, home.room, person) : clerk.address(houses, home.room, person);
  const area = people.idArea[person]!;
  return {
    record,
    cells: [
      record,
      clerk.personName(people.name[person]!, person),
      area >= 900_000 ? '外国人永久居留身份证' : area >= 810_000 ? '港澳台居民居住证' : '居民身份证',
      clerk.idNumber(idNumberOf(people, person), person),
      people.sex[person] === 1 ? '男' : '女',
      isoDate(people.birth[person]!),
      area >= 810_000 ? '' : divisionName(String(area)),
      address.text,
      hasCode ? `339900${pad(home.room + 1, 8)}` : '',
      wayOfLiving(world, person, home.room),
      isoDate(home.since),
      clerk.share('phone', person) < 0.95 ? phoneOf(phoneKey, person, month) : '',
      ...pointOf(houses.roomBuilding[home.room]!),
    ],
    mentions: [
      { role: 'home', type: 'house', entity: address.house },
      { role: 'migrant', type: 'person', entity: personId(person) },
    ],
  };
}

function wayOfLiving({ houses, people, households }: World, person: number, room: number): string {
  if (houses.roomPeople[room]! > 8) return '集体居住';
  const owner = houses.owner[room]!;
  const household = people.household[person]!;
  return owner >= 0 && household >= 0 && households.members(household).includes(owner) ? '自有住房' : '租赁住房';
}
