import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Exports, exportOneMonth, plainNumber, records } from '../departments/testing.ts';
import { WRONGS } from './index.ts';

/** Truth and feeds agree: what the delivered rows show, put together by whom they truly speak of, is what truth lists. */
let city: Exports;
beforeAll(() => {
  city = exportOneMonth(8_000, 9);
});

type Record_ = ReturnType<typeof records>[number];
const feeds = new Map<string, Record_[]>();
function feed(source: string): Record_[] {
  const known = feeds.get(source) ?? records(city.first[source]!, source);
  feeds.set(source, known);
  return known;
}
const truth = (comparison: string) => city.wrongs.filter(([name]) => name === comparison);
const entities = (comparison: string) => new Set(truth(comparison).map((row) => row[2]!));
const byNumber = (comparison: string) => new Set(truth(comparison).flatMap((row) => (row[7] === 'true' ? [row[2]!] : [])));
const text = (row: Record_, column: string) => row[column] as string;

function groups<T>(rows: readonly T[], key: (row: T) => string | undefined): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const at = key(row);
    const members = at === undefined ? undefined : found.get(at);
    if (members) members.push(row);
    else if (at !== undefined) found.set(at, [row]);
  }
  return found;
}

/** Keys whose rows hold something. */
function where<T>(rows: readonly T[], key: (row: T) => string | undefined, holds: (rows: T[]) => boolean): Set<string> {
  return new Set([...groups(rows, key)].filter(([, members]) => holds(members)).map(([at]) => at));
}

const missing = (from: ReadonlySet<string>, of: ReadonlySet<string>) => [...of].filter((one) => !from.has(one));
const both = (a: ReadonlySet<string>, b: ReadonlySet<string>) => ({ more: missing(b, a), fewer: missing(a, b) });
const NONE = { more: [], fewer: [] };

test.each(WRONGS)('a city of 8,000 has somebody wronged by %s', (comparison) => {
  expect(truth(comparison).length).toBeGreaterThan(0);
});

test('wrongs are sorted, and each is listed once', () => {
  const lines = city.wrongs.map((row) => row.slice(0, 5).join(','));
  expect(lines.filter((line, i) => i > 0 && line <= lines[i - 1]!)).toEqual([]);
});

describe('flats', () => {
  const contracts = () => {
    const undone = new Set(feed('housing.contracts').map((row) => text(row, '原备案编号')));
    return feed('housing.contracts').filter((row) => row['业务类型'] === '网签备案' && !undone.has(text(row, '备案编号')));
  };
  const mortgages = () => {
    const rows = feed('housing.mortgages');
    const ends = new Map(rows.map((row) => [text(row, '原登记编号'), text(row, '登记日期')]));
    return rows
      .filter((row) => row['登记类型'] === '抵押权首次登记')
      .map((row) => ({
        room: row.is['unit']!,
        bank: text(row, '抵押权人'),
        from: text(row, '登记日期'),
        until: ends.get(text(row, '登记编号')) ?? '9999',
      }));
  };

  test('sold twice have two contracts of one seller that stand', () => {
    const seller = (row: Record_) => row.is['seller'] ?? row.is['developer'];
    const shown = where(
      contracts().filter((row) => seller(row) !== undefined),
      (row) => `${row.is['unit']} ${seller(row)}`,
      (rows) => new Set(rows.map((row) => row.is['buyer'])).size > 1,
    );
    expect(both(new Set([...shown].map((key) => key.split(' ')[0]!)), entities('flat-sold-twice'))).toEqual(NONE);
  });

  test('mortgaged twice have two lenders at a time', () => {
    const shown = where(
      mortgages(),
      ({ room }) => room,
      (rows) => rows.some((one) => rows.some((other) => one.bank !== other.bank && other.from > one.from && other.from < one.until)),
    );
    expect(both(shown, entities('flat-mortgaged-twice'))).toEqual(NONE);
  });

  test('sold while mortgaged have a contract between a mortgage and its end', () => {
    const byRoom = groups(mortgages(), ({ room }) => room);
    const shown = contracts().filter((row) =>
      byRoom.get(row.is['unit']!)?.some(({ from, until }) => from < text(row, '业务日期') && until > text(row, '业务日期')),
    );
    expect(both(new Set(shown.map((row) => row.is['unit']!)), entities('sold-while-mortgaged'))).toEqual(NONE);
  });

  test('that are crowded have more than eight people in them, as the police see by the dwelling’s code', () => {
    const rows = feed('police.floating-population').filter((row) => row['房屋编码'] !== '');
    const shown = where(
      rows,
      (row) => row.is['home'],
      (members) => members.length > 8,
    );
    expect(missing(entities('crowded-room'), shown)).toEqual([]);
    expect(both(shown, byNumber('crowded-room'))).toEqual(NONE);
    expect(shown.size).toBeGreaterThan(0);
  });
});

describe('people', () => {
  test('married twice have two marriages without an end', () => {
    const rows = feed('civil-affairs.marriages');
    const ended = new Set(rows.map((row) => text(row, '原登记编号')));
    const { people } = city.view.world;
    const standing = rows.filter((row) => row['登记类型'] === '结婚登记' && !ended.has(text(row, '登记编号')));
    const alive = standing.filter(({ is }) => [is['husband']!, is['wife']!].every((id) => !diedInTime(people.death[Number(id.slice(1))]!)));
    const spouses = alive.flatMap(({ is }) => [is['husband']!, is['wife']!]);
    expect(
      both(
        where(
          spouses,
          (id) => id,
          (times) => times.length > 1,
        ),
        entities('married-twice'),
      ),
    ).toEqual(NONE);
  });

  test('given benefits beside wages earn above one and a half times the benefit in some month', () => {
    const wages = new Map<string, number>();
    for (const row of feed('tax.wages')) {
      const key = `${row.is['employee']} ${text(row, 'taxMonth')}`;
      wages.set(key, (wages.get(key) ?? 0) + Number(row['income']));
    }
    const shown = feed('social-security.unemployment-benefits')
      .filter((row) => (wages.get(`${row.is['recipient']} ${text(row, '发放月份')}`) ?? 0) > 1.5 * Number(row['发放金额']))
      .map((row) => row.is['recipient']!);
    expect(both(new Set(shown), entities('benefit-beside-wages'))).toEqual(NONE);
  });

  test('assisted beside wealth own two homes or a part in a company of size', () => {
    const assisted = new Set(feed('civil-affairs.assistance').map((row) => row.is['head']!));
    const owners = where(
      feed('housing.building-table'),
      (row) => row.is['owner'],
      (rows) => rows.length > 1,
    );
    const rich = feed('commerce.companies').filter(
      (row) => row['主体类型'] === '1100' && row['登记状态'] === '存续' && Number(row['注册资本（元）']) >= 500_000,
    );
    const firms = new Set(rich.map((row) => row.is['company']));
    for (const row of feed('commerce.officers')) if (firms.has(row.is['company'])) owners.add(row.is['officer']!);
    expect(both(new Set([...assisted].filter((person) => owners.has(person))), entities('assistance-beside-wealth'))).toEqual(NONE);
  });

  test('registered elsewhere have another dwelling in the register than they live in', () => {
    const registered = new Map(feed('police.residents').map((row) => [row.is['resident'], row.is['residence']!]));
    const lives = new Map(feed('social-security.insured').map((row) => [row.is['insured'], row.is['home']]));
    const same = [...byNumber('registered-elsewhere')].filter((person) => registered.get(person) === lives.get(person));
    expect(same).toEqual([]);
    expect(byNumber('registered-elsewhere').size).toBeGreaterThan(100);
  });

  test('with one number between them stand in the police register under it', () => {
    const rows = feed('police.residents').filter((row) => row['GMSFHM'] !== '');
    const shown = where(
      rows,
      (row) => plainNumber(text(row, 'GMSFHM')),
      (members) => new Set(members.map(({ is }) => is['resident'])).size > 1,
    );
    const listed = truth('shared-number').filter((row) => row[7] === 'true');
    // A slip can turn a number into somebody else's only by a wrong check character.
    expect(shown.size).toBe(listed.length);
  });

  test('with two numbers have one with the police and one with the insurance', () => {
    const police = new Map(feed('police.residents').map((row) => [row.is['resident'], plainNumber(text(row, 'GMSFHM'))]));
    const insurance = new Map(feed('social-security.insured').map((row) => [row.is['insured'], plainNumber(text(row, 'idNumber'))]));
    const same = [...entities('two-numbers')].filter((person) => police.get(person) !== '' && police.get(person) === insurance.get(person));
    expect(same).toEqual([]);
  });
});

describe('pensions', () => {
  test('paid after death that are marked by number can be seen by numbers alone', () => {
    const shown = paidAfterDeathByNumber();
    expect(byNumber('pension-after-death').size).toBeGreaterThan(10);
    expect(missing(shown, byNumber('pension-after-death'))).toEqual([]);
    expect(missing(new Set([...entities('pension-after-death'), ...sharers()]), shown)).toEqual([]);
  });

  test('paid twice are paid under two numbers of the insurance in one month', () => {
    const rows = feed('social-security.pension-payments');
    const shown = where(
      rows,
      (row) => `${row.is['pensioner']} ${text(row, 'payMonth')}`,
      (members) => members.length > 1,
    );
    expect(both(new Set([...shown].map((key) => key.split(' ')[0]!)), entities('two-pensions'))).toEqual(NONE);
  });

  test('beside a job are those of people whom the insurance lists as employees too', () => {
    const byPerson = groups(feed('social-security.insured'), (row) => row.is['insured']);
    const paid = new Set(
      feed('social-security.pension-payments')
        .filter((row) => row['payMonth'] === '202609')
        .map((row) => row.is['pensioner']!),
    );
    const shown = [...byPerson].filter(
      ([person, rows]) => paid.has(person) && rows.some((row) => row['insuranceStatus'] === '1' && row.is['employer'] !== undefined),
    );
    expect(both(new Set(shown.map(([person]) => person)), entities('pension-while-insured'))).toEqual(NONE);
  });
});

describe('firms', () => {
  const active = () => new Set(feed('commerce.companies').flatMap((row) => (row['登记状态'] === '存续' ? [row.is['company']!] : [])));

  test('that owe contributions are those of the insured who say so', () => {
    const rows = feed('social-security.insured').filter((row) => row['owedSince'] !== '' && text(row, 'owedSince') <= '2026-07');
    expect(both(new Set(rows.map((row) => row.is['employer']!)), entities('contributions-overdue'))).toEqual(NONE);
  });

  test('with a dead representative name somebody who died before', () => {
    const dead = new Set(feed('civil-affairs.deaths').map((row) => row.is['deceased']));
    const firms = active();
    const rows = feed('commerce.officers').filter((row) => row['position'] === '法定代表人' && firms.has(row.is['company']!));
    const shown = new Set(rows.filter((row) => dead.has(row.is['officer'])).map((row) => row.is['company']!));
    expect(missing(entities('dead-representative'), shown)).toEqual([]);
    expect(missing(shown, byNumber('dead-representative'))).toEqual([]);
  });

  test('not in the tax roll are active, no branch and past their days of grace, and have no row there', () => {
    const taxed = new Set(feed('tax.taxpayers').map((row) => row.is['taxpayer']));
    const rows = feed('commerce.companies').filter(
      (row) =>
        row['登记状态'] === '存续' && row['主体类型'] !== '2100' && text(row, '成立日期') <= '2026-09-01' && !taxed.has(row.is['company']!),
    );
    expect(both(new Set(rows.map((row) => row.is['company']!)), entities('firm-not-in-tax-roll'))).toEqual(NONE);
  });

  test('in the tax roll and not in the register were never there, or were struck off thirty days ago', () => {
    const register = new Map(feed('commerce.companies').map((row) => [row.is['company'], text(row, '注销日期')]));
    const rows = feed('tax.taxpayers').filter((row) => row['NSRZT'] !== '07');
    const shown = rows
      .map((row) => row.is['taxpayer']!)
      .filter((firm) => {
        const struckOff = register.get(firm);
        return struckOff === undefined || (struckOff !== '' && struckOff <= '2026-09-01');
      });
    expect(both(new Set(shown), entities('taxpayer-not-in-commerce'))).toEqual(NONE);
  });

  test('with three addresses are registered, taxed and met at three places', () => {
    const at = (source: string, firm: string) => groups(feed(source), (row) => row.is[firm]);
    const [registered, taxed] = [at('commerce.companies', 'company'), at('tax.taxpayers', 'taxpayer')];
    const met = groups(
      feed('grid.visits').filter((row) => row['result'] === '见到'),
      (row) => row.is['firm'],
    );
    const places = (firm: string) => [
      registered.get(firm)?.[0]?.is['registered-address'],
      taxed.get(firm)?.[0]?.is['address'],
      ...(met.get(firm) ?? []).map((row) => row.is['place']),
    ];
    const fewer = [...byNumber('three-addresses')].filter((firm) => new Set(places(firm).filter((place) => place !== undefined)).size < 2);
    expect(fewer).toEqual([]);
    expect(byNumber('three-addresses').size).toBeGreaterThan(2);
  });

  test('of one person at one address are more than five', () => {
    const firms = active();
    const place = new Map(feed('commerce.companies').map((row) => [row.is['company'], row.is['registered-address']]));
    const rows = feed('commerce.officers').filter((row) => row['position'] === '法定代表人' && firms.has(row.is['company']!));
    const shown = where(
      rows,
      (row) => `${row.is['officer']} ${place.get(row.is['company']!)}`,
      (members) => members.length > 5,
    );
    const listed = new Set(truth('many-firms-one-person').map((row) => `${row[2]} ${row[4]}`));
    expect(missing(listed, shown)).toEqual([]);
    expect(listed.size).toBeGreaterThan(0);
  });
});

/** Days of death that lie before the first as-of date. */
function diedInTime(death: number): boolean {
  return death !== 0 && death <= city.view.asOf;
}

function sharers(): string[] {
  return truth('shared-number').flatMap((row) => [row[2]!, row[4]!]);
}

function paidAfterDeathByNumber(): Set<string> {
  const died = new Map(
    feed('civil-affairs.deaths').map((row) => [plainNumber(text(row, '身份证号')), text(row, '死亡日期').slice(0, 7).replace('-', '')]),
  );
  const numbers = new Map<string, Set<string>>();
  const learn = (no: string, number: string) => numbers.set(no, (numbers.get(no) ?? new Set()).add(plainNumber(number)));
  for (const row of feed('social-security.insured')) learn(text(row, 'socialSecurityNo'), text(row, 'idNumber'));
  for (const row of feed('social-security.pension-payments')) learn(text(row, 'socialSecurityNo'), text(row, 'idNumber'));
  const shown = feed('social-security.pension-payments').filter((row) =>
    [...numbers.get(text(row, 'socialSecurityNo'))!].some(
      (number) => number.length === 18 && (died.get(number) ?? '9') < text(row, 'payMonth'),
    ),
  );
  return new Set(shown.map((row) => row.is['pensioner']!));
}
