/** Names of divisions as a trie, with what each code was and became. */
import { type ChinaDivision, chinaDivisions } from '../../division/china.ts';
import type { DivisionRow } from '../../value-type.ts';
import { foldName } from './characters.ts';
import { namesOf } from './division-names.ts';
import { codesWithin, DISTRICT, DivisionName, type Form, inForceFirst, isInForce, type Place, STREET } from './place.ts';
import { Trie } from './trie.ts';

const MOST_PAIRS = 200_000;
const MOST_ABOVE = 500;

type PlaceRow = Omit<Place, 'id' | 'first' | 'beyond'>;

const LEVELS: Record<DivisionRow['level'], number> = { province: 0, city: 1, district: 2, street: 3, community: 4 };

const STREET_LIKE = /(?:街道|镇|乡|苏木|地区|农场|林场|牧场|团)$/u;

export class Gazetteer {
  readonly trie = new Trie<DivisionName>();
  private count = 0;
  private readonly byCode = new Map<string, Place[]>();
  /** Names on the day asked last. */
  private readonly names = new Map<string, readonly (string | undefined)[]>();
  private namesDay = '';
  private readonly own = new Set<string>();
  private readonly districts = new Map<string, string>();
  private readonly heirs = new Map<number, string[]>();
  /** Whether a district lies in another place, for pairs that were asked before. */
  private readonly lying = new Map<number, boolean>();

  /** The city's own divisions come before those shipped: whatever code it lists, its rows hold. */
  constructor(divisions: readonly DivisionRow[]) {
    for (const row of divisions) {
      this.own.add(row.code);
      this.add(fromRow(row));
    }
    for (const row of chinaDivisions()) {
      // A province or city of the table stays beside one of another name under its code.
      if (this.own.has(row.code) && (row.level === 'district' || row.level === 'street' || divisions.some(({ name }) => name === row.name)))
        continue;
      if (row.level === 'street' && !STREET_LIKE.test(row.name)) continue;
      const to = row.to === null ? '9' : `${row.to}-01-01`;
      this.add({
        ...row,
        name: this.ownName(row),
        level: LEVELS[row.level],
        from: row.from === null ? '' : `${row.from}-01-01`,
        to,
        isOwn: false,
      });
    }
  }

  /** 沁园街道, where the table has 济源市沁园街道. */
  private ownName({ name, level, code }: ChinaDivision): string {
    const above = level === 'street' ? this.byCode.get(code.slice(0, 6))?.at(-1)?.name : undefined;
    return above !== undefined && name.startsWith(above) && name.length > above.length + 2 ? name.slice(above.length) : name;
  }

  /**
   * The district in which a code of more digits lies, or the city where it lies in none: cities without districts have streets under 441900,
   * and zones that are no districts have them under codes of the statistics bureau.
   */
  districtOf(code: string): string {
    let district = this.districts.get(code);
    if (district === undefined) {
      const isInNone = code.length > 6 && this.withCode(code.slice(0, 6)).length === 0;
      district = code.slice(4, 6) === '00' || isInNone ? code.slice(0, 4) : code.slice(0, 6);
      this.districts.set(code, district);
    }
    return district;
  }

  withCode(code: string): readonly Place[] {
    return this.byCode.get(code) ?? [];
  }

  /**
   * What a division, its city and its province are called on a day, from the province down; their last names where they are no more.
   * Of an invented city the province is its own, even where it bears a real one's code.
   */
  namesOf(code: string, day: string): readonly (string | undefined)[] {
    if (day !== this.namesDay) {
      this.names.clear();
      this.namesDay = day;
    }
    let names = this.names.get(code);
    if (names === undefined) {
      names = [2, 4, 6]
        .filter((digits) => digits <= code.length)
        .map((digits) => this.nameOn(code.slice(0, digits), day, this.own.has(code)));
      this.names.set(code, names);
    }
    return names;
  }

  private nameOn(code: string, day: string, isOwn: boolean): string | undefined {
    const all = this.byCode.get(code);
    const places = all?.filter((place) => place.isOwn === isOwn) ?? [];
    const known = places.length > 0 ? places : all;
    return (known?.find((place) => isInForce(place, day)) ?? known?.at(-1))?.name;
  }

  /** Codes in force on the day which a place is or became; several where it was divided, none where the table does not tell. */
  heirsOn(place: Place, day: string): string[] {
    if (isInForce(place, day)) return [place.code];
    const found = new Set<string>();
    this.follow(place, day, { found, seen: new Set() });
    return [...found].sort();
  }

  /** Every code that a place bore or came to bear, itself first. */
  codesOf(place: Place): readonly string[] {
    let codes = this.heirs.get(place.id);
    if (codes === undefined) {
      const all = new Set([place.code]);
      for (const code of all)
        for (const next of this.withCode(code)) for (const successor of next.successors) if (all.size < 40) all.add(successor);
      codes = [...all];
      this.heirs.set(place.id, codes);
    }
    return codes;
  }

  /** The places of a name in one form that lie in another, those in force first; a name may still turn out to be that of one that is no more. */
  lyingIn(name: DivisionName, form: Form, { above, day }: { above: Place | undefined; day: string }): readonly Place[] {
    const all = name.forms[form];
    if (all.length === 0) return all;
    if (all.length === 1) return above === undefined || this.mayFollow(all[0]!, above) ? all : NONE;
    if (name.day !== day) {
      name.lying.clear();
      name.day = day;
    }
    const key = (above === undefined ? 0 : above.id + 2) * 4 + form;
    const known = name.lying.get(key);
    if (known !== undefined) return known;
    const places = inForceFirst(above === undefined ? all : all.filter((place) => this.mayFollow(place, above)), day);
    if (name.lying.size < MOST_ABOVE) name.lying.set(key, places);
    return places;
  }

  /** Whether a place may be named behind another: it lies in it, or is named again. */
  mayFollow(place: Place, above: Place): boolean {
    return (place.level > above.level && this.liesIn(place, above)) || (place === above && place.level < STREET);
  }

  /** Whether the one lies in the other, now or at some time. */
  liesIn(place: Place, above: Place): boolean {
    if (place.first >= above.first && place.first < above.beyond && place.code.length >= above.code.length) return true;
    if (place.level < DISTRICT) return false;
    if (place.level >= STREET) return this.codesOf(above).some((code) => place.code.startsWith(code));
    const pair = place.id * 0x20000 + above.id;
    let lies = this.lying.get(pair);
    if (lies === undefined) {
      lies = this.findLying(place, above);
      if (this.lying.size < MOST_PAIRS) this.lying.set(pair, lies);
    }
    return lies;
  }

  private findLying(place: Place, above: Place): boolean {
    const own = this.codesOf(place);
    const others = this.codesOf(above);
    return own.some((code) => others.some((other) => code.startsWith(other)));
  }

  /** 浙江省宁波市鄞州区; the levels of the table that are no place's name are left out. */
  fullName(code: string, day: string): string {
    const names = this.namesOf(code, day).map((name) => name ?? '');
    return names.filter((name) => !/^(?:市辖区|县|.*直辖县级行政区划)$/u.test(name)).join('');
  }

  private follow(place: Place, day: string, { found, seen }: { found: Set<string>; seen: Set<string> }): void {
    if (seen.has(place.code + place.name)) return;
    seen.add(place.code + place.name);
    for (const successor of place.successors) {
      const next = this.withCode(successor);
      const inForce = next.find((one) => isInForce(one, day));
      if (inForce !== undefined) found.add(inForce.code);
      else for (const one of next) if (one.from >= place.from) this.follow(one, day, { found, seen });
    }
  }

  private add(row: PlaceRow): void {
    const { code, name, level, from, to, successors, isOwn } = row;
    const place: Place = { id: this.count++, code, name, level, from, to, successors, isOwn, ...codesWithin(code) };
    const same = this.byCode.get(place.code);
    if (same === undefined) this.byCode.set(place.code, [place]);
    else same.push(place);
    for (const [name, form] of namesOf(place)) this.trie.entry(foldName(name), () => new DivisionName()).forms[form].push(place);
  }
}

const NONE: readonly Place[] = [];

function fromRow(row: DivisionRow): PlaceRow {
  return {
    code: row.code,
    name: row.name,
    level: LEVELS[row.level],
    from: row.validFrom ?? '',
    to: row.validTo ?? '9',
    successors: row.successor === null ? (row.parts ?? []).flatMap(({ code, on }) => (on === null ? [code] : [])) : [row.successor],
    isOwn: true,
  };
}
