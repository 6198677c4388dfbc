import { foldCode } from '../fold.ts';
import { plainName } from './parse/address-keys.ts';
import { type ParsedAddress, type Rung, rung } from './parse/parsed-address.ts';

/**
 * The normal form of a parsed address: `339901/朝阳路12号/3幢/1单元/502室`, '-' for what is not said, an empty district when it is not known.
 * The place is the road with its number, or else the estate, the village or what else the text names.
 */
export function houseAddress(parsed: ParsedAddress): string {
  const of = (level: Rung): string => plain(rung(parsed, level));
  const place = placeOf(parsed, of);
  const rungs = [place.name, ended(of('building') || place.plot, '幢'), ended(of('unit'), '单元'), ended(of('room'), '室')];
  return foldCode([districtOf(parsed), ...rungs.map((part) => part || '-')].join('/'));
}

/** Houses are told apart within a district; a whole city or province does not do. */
function districtOf({ divisionCode }: ParsedAddress): string {
  return divisionCode === null || divisionCode.endsWith('00') ? '' : divisionCode;
}

interface Place {
  name: string;
  /** The building, where the number names it: 12弄3号, 阳光花园3号. */
  plot: string;
}

function placeOf(parsed: ParsedAddress, of: (level: Rung) => string): Place {
  const [road, number, estate, village] = [plainName(of('road')), numberOf(of('number')), of('estate'), of('community')];
  const hasBuilding = of('building') !== '';
  // Groups are numbered in every village.
  const street = /[组队社]$/u.test(road) ? village + road : road;
  if (street.endsWith('弄') && number !== '' && !hasBuilding) return { name: street, plot: bare(number) };
  if (street !== '' && number !== '') return { name: street + number, plot: '' };
  if (street.endsWith('弄')) return { name: street, plot: '' };
  if (estate !== '') return { name: estate, plot: hasBuilding ? '' : bare(number) };
  if (street !== '') return { name: street, plot: '' };
  if (village !== '' && (number !== '' || hasBuilding)) return { name: village + number, plot: '' };
  const named = parsed.parts.find(({ level }) => level === 'poi')?.value ?? '';
  return { name: plain(named) + number, plot: '' };
}

/** 12附3号, 12之3号 and 12-3号 are one; 12号院 is 12号. */
function numberOf(number: string): string {
  return number.replaceAll(/[附之]/gu, '-').replace(/号院$/u, '号');
}

function bare(number: string): string {
  return number.replace(/号$/u, '');
}

/** A word without its number says nothing. */
function ended(part: string, word: string): string {
  if (part === '' || part === word) return '';
  return part.endsWith(word) ? part : part + word;
}

/** The rungs of the normal form are told apart by '/'. */
function plain(part: string): string {
  return part.replaceAll('/', '-');
}
