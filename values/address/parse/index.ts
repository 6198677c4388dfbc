/** Raw text → the ladder of an address. START HERE: `parse-address.ts` tells the way. */
export { ADDRESS_COLUMNS, addressColumns } from './address-columns.ts';
export {
  byPlace,
  type CountedName,
  LEARNED_KINDS,
  type LearnedGazetteer,
  type LearnedKind,
  type LearnedName,
  NameCounter,
  type PlacedName,
} from './learned-names.ts';
export { type AddressParser, type AddressParserOptions, createAddressParser } from './parse-address.ts';
export {
  ADDRESS_FINDINGS,
  type AddressFinding,
  type AddressPart,
  LADDER,
  type ParsedAddress,
  type Rung,
  rung,
} from './parsed-address.ts';
