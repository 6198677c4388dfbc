import { mix } from '../random.ts';
import { firmId, shareOf } from '../world/firms.ts';
import { oldNumberOf, personId } from '../world/people.ts';
import { Clerk } from './clerk.ts';
import { isOnRegister } from './commerce-companies.ts';
import { type Department, pad, type Row, type View } from './department.ts';

export const commerceOfficers: Department = {
  source: 'commerce.officers',
  columns: ['officerId', 'companyCreditCode', 'companyName', 'personName', 'personIdNumber', 'position', 'share'],
  form: { kind: 'ndjson', numbers: ['share'] },
  *rows(view) {
    const clerk = new Clerk(view.world.seed, 'commerce.officers');
    for (let index = 0; index < view.world.firms.length; index++) {
      const firm = view.world.firms[index]!;
      if (!isOnRegister(firm)) continue;
      yield rowOf(view, index, { order: 0, person: firm.representative, share: 0, clerk });
      for (const [i, person] of firm.shareholders.entries())
        yield rowOf(view, index, { order: i + 1, person, share: shareOf(firm, i), clerk });
    }
  },
};

interface Seat {
  /** 0: legal representative. */
  order: number;
  person: number;
  /** Hundredths. */
  share: number;
  clerk: Clerk;
}

function rowOf({ world }: View, index: number, { order, person, share, clerk }: Seat): Row {
  const record = `M3399${pad(index + 1, 8)}-${order}`;
  const { people, firms } = world;
  // The same person at the same firm is written with the same slips in every seat.
  const subject = mix(index, person);
  return {
    record,
    cells: [
      record,
      clerk.creditCode(firms[index]!.creditCode, index),
      clerk.companyName(firms[index]!, index),
      clerk.personName(people.name[person]!, subject),
      clerk.idNumber(oldNumberOf(people, person), subject),
      order === 0 ? '法定代表人' : '股东',
      order === 0 ? '' : String(share / 100),
    ],
    mentions: [
      { role: 'company', type: 'company', entity: firmId(index) },
      { role: 'officer', type: 'person', entity: personId(person) },
    ],
  };
}
