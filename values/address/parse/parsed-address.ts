/** What the parser gives. */
import type { Bilingual } from '../../../core/errors.ts';
import { failure, PLACEHOLDER_FINDING, warning } from '../../findings.ts';
import type { FindingKind } from '../../value-type.ts';

/** From the top of the ladder down. */
export const LADDER = [
  'province',
  'city',
  'district',
  'street',
  'community',
  'grid',
  'road',
  'number',
  'estate',
  'building',
  'unit',
  'floor',
  'room',
] as const;
export type Rung = (typeof LADDER)[number];
/**
 * What is no rung: a development zone or another area that is no division, a point of interest, a note (in brackets, or a place beside it),
 * a telephone number, a second address, marks and blanks, and what was not understood.
 */
export type Beside = 'zone' | 'poi' | 'note' | 'phone' | 'second' | 'mark' | 'unknown';

export interface AddressPart {
  level: Rung | Beside;
  /** Offsets into the text, in UTF-16 units, end excluded; both null where the table filled the rung. */
  start: number | null;
  end: number | null;
  /** As it stands in the text; empty where filled. */
  text: string;
  /** The normal form: `12号`, `3幢`, `1单元`, `5层`, `502室`; today's name of a division. */
  value: string;
  /** Of a division: its code in force on the day asked for; null where it is in no table. */
  code?: string | null | undefined;
  /** The division that the text names, where it goes by another name or code on that day. */
  former?: { code: string; name: string } | undefined;
  /** 0 to 1. */
  confidence: number;
}

/** All parts are made here: those of one shape are read fastest. */
export function makePart(
  level: AddressPart['level'],
  { start, end, text, value, confidence }: Pick<AddressPart, 'start' | 'end' | 'text' | 'value' | 'confidence'>,
  code?: string,
): AddressPart {
  return { level, start, end, text, value, code, former: undefined, confidence };
}

export interface DivisionChoice {
  code: string;
  /** From the province down: `浙江省宁波市鄞州区`. */
  name: string;
}

export interface AddressFinding {
  code: keyof typeof ADDRESS_FINDINGS;
  /** What it is about, as it stands in the text; empty where it is about the whole. */
  about: string;
}

export interface ParsedAddress {
  text: string;
  /** In the order of the text, then those filled. The spans follow each other without a gap from 0 to the text's length. */
  parts: AddressPart[];
  /** The lowest division known for certain, down to the district: 6 digits, `330000` for a province; null when none is. */
  divisionCode: string | null;
  /** The street's or community's code of 9 or 12 digits, where it is in the table. */
  localCode: string | null;
  /** How sure the whole is: that of its weakest rung. 0 when nothing was found. */
  confidence: number;
  findings: AddressFinding[];
  /** Divisions that fit as well, where the text does not decide. At most 8. */
  alternatives: DivisionChoice[];
  /** Further addresses in the same text, as far as they could be told apart. Their offsets count in their own text. */
  others: ParsedAddress[];
}

/** Why a parsed address is as it is. */
export const ADDRESS_FINDINGS = {
  empty: warning('There is nothing to parse.', '内容为空。'),
  placeholder: PLACEHOLDER_FINDING,
  tooLong: warning('Only the first 400 characters were parsed.', '仅解析前400个字。'),
  nothingParsed: failure('Nothing of an address was found.', '未识别出任何地址内容。'),
  divisionMissing: warning('No province, city or district is named.', '未写明省、市或区县。'),
  divisionAmbiguous: warning('Several divisions bear this name; the text does not decide.', '该名称对应多个区划，文中无法确定。'),
  divisionConflict: warning('This division does not lie in the one named before it.', '该区划不属于前面写明的上级区划。'),
  divisionFormer: warning('The division has another name or code today.', '该区划现已更名或变更代码。'),
  divisionDivided: warning(
    'The division was divided among several; the text does not tell which.',
    '该区划已拆分为多个，文中无法确定现属哪个。',
  ),
  divisionShort: warning('The division is written short.', '区划名称为简写。'),
  divisionFilled: warning('A missing division was filled in: only one fits.', '缺少的区划已补全：仅有一个符合。'),
  streetUnknown: warning('The street or town is not in the table.', '区划表中没有该街道或乡镇。'),
  severalAddresses: warning('The text holds more than one address; the first is given.', '文中有多个地址，以第一个为准。'),
  notLocated: warning('It tells what is near, not where it is.', '仅说明邻近位置，未写明所在。'),
  crossing: warning('A crossing of roads takes the place of a number.', '以路口代替门牌号。'),
  phoneInside: warning('A telephone number stands in the address.', '地址中含有电话号码。'),
  noteInside: warning('A note stands in the address.', '地址中含有附注。'),
  onlyPlace: warning('Only a point of interest is named.', '仅写明地点名称。'),
  rangeOfHouses: warning('It names several buildings or rooms.', '写明了多幢或多室。'),
  guessedForm: warning('Numbers without 幢, 单元 or 室 were read by their order.', '数字未注明幢、单元、室，按顺序理解。'),
  foreign: warning('This does not look like an address in China.', '不像中国境内的地址。'),
  nameRejected: warning('A steward rejected this name.', '该名称已被管理员否定。'),
  nameRenamed: warning('A steward gave this name another form.', '该名称已由管理员更名。'),
  leftOver: warning('A part was not understood.', '有部分内容未能识别。'),
  numberUnlikely: warning('A number is too high for what it counts.', '编号过大，不合常理。'),
} satisfies Record<string, FindingKind>;

export function says(finding: AddressFinding): Bilingual {
  return ADDRESS_FINDINGS[finding.code].message;
}

/** The value of a rung; empty where the address does not have it. */
export function rung(parsed: ParsedAddress, level: Rung): string {
  for (const part of parsed.parts) if (part.level === level) return part.value;
  return '';
}
