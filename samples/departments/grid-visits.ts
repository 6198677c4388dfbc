import { isoDate, yearOf } from '../days.ts';
import { firmId } from '../world/firms.ts';
import { inOrderOfDays } from '../world/log.ts';
import { idNumberOf, personId } from '../world/people.ts';
import { pointsIn } from '../world/points.ts';
import { Clerk } from './clerk.ts';
import { type Department, pad, type Row, type View } from './department.ts';

/** People do not like to show their card at the door. */
const NUMBER_MISSING = 0.4;

export const gridVisits: Department = {
  source: 'grid.visits',
  columns: [
    'visitId',
    'visitedOn',
    'gridWorker',
    'personName',
    'personIdNumber',
    'firmName',
    'firmCreditCode',
    'address',
    'longitude',
    'latitude',
    'result',
  ],
  form: { kind: 'ndjson', numbers: ['longitude', 'latitude'] },
  *rows(view) {
    const { visits, seed } = view.world;
    const clerk = new Clerk(seed, 'grid.visits', { numberMissing: NUMBER_MISSING });
    const pointOf = pointsIn(view.world, 'GCJ02');
    let year = 0;
    let order = 0;
    for (const visit of inOrderOfDays(visits.columns.day, visits.count)) {
      const day = visits.columns.day[visit]!;
      order = yearOf(day) === year ? order + 1 : 1;
      year = yearOf(day);
      yield rowOf(view, { visit, record: `WG${year}${pad(order, 7)}`, pointOf }, clerk);
    }
  },
};

function rowOf(
  { world, month, asOfBefore }: View,
  { visit, record, pointOf }: { visit: number; record: string; pointOf: (building: number) => string[] },
  clerk: Clerk,
): Row {
  const { people, firms, houses } = world;
  const { columns } = world.visits;
  const [room, person, firm, day] = [columns.room[visit]!, columns.person[visit]!, columns.firm[visit]!, columns.day[visit]!];
  const address = clerk.address(houses, room, visit);
  const mentions: Row['mentions'] = firm < 0 ? [] : [{ role: 'firm', type: 'company', entity: firmId(firm) }];
  if (person >= 0) mentions.push({ role: 'person', type: 'person', entity: personId(person) });
  mentions.push({ role: 'place', type: 'house', entity: address.house });
  if (month > 1 && day <= asOfBefore) return { record, mentions };
  return {
    record,
    cells: [
      record,
      isoDate(day),
      `网格员${pad((houses.roomBuilding[room]! % 400) + 1, 3)}`,
      person < 0 ? '' : clerk.personName(people.name[person]!, visit),
      person < 0 ? '' : clerk.idNumber(idNumberOf(people, person), visit),
      firm < 0 ? '' : clerk.companyName(firms[firm]!, visit),
      firm < 0 ? '' : clerk.creditCode(firms[firm]!.creditCode, visit),
      address.text,
      ...pointOf(houses.roomBuilding[room]!),
      columns.seen[visit] === 1 ? '见到' : '未见',
    ],
    mentions,
  };
}
