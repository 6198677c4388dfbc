import { failure, PLACEHOLDER_FINDING, warning } from '../findings.ts';
import type { ValueContext, ValueType } from '../value-type.ts';
import { frontOf } from './address-grammar.ts';
import { addressMacros } from './address-macros.ts';
import { addressCleaner, addressesCompatible, addressKeys, addressReader } from './clean-address.ts';
import { addressExamples } from './examples.ts';

export { type AddressLevel, addressDivision, addressLevel } from './clean-address.ts';

/** Where a house is: `district/road and number or estate/building/unit/room`. Macros `address_level(value)`, `address_division(value)`. */
export function makeType(context: ValueContext): ValueType {
  const front = frontOf(context);
  const read = addressReader(context);
  return {
    name: 'address',
    title: { en: 'Address', zh: '地址' },
    keysProve: true,
    findings: {
      divisionUnknown: warning('The district is missing or unknown. The address does not join.', '缺少区县或区县未知，不用于归并。'),
      noBuilding: warning('No building is named.', '未写明楼幢。'),
      noRoom: warning('No room is named.', '未写明室号。'),
      nothingParsed: failure('Nothing of an address was found.', '未识别出任何地址内容。'),
      placeholder: PLACEHOLDER_FINDING,
      tooLong: failure('An address has at most 200 characters.', '地址不得超过200个字。'),
    },
    macros: addressMacros(front),
    functions: { house_address: read },
    quick: true,
    usesDivisions: true,
    clean: addressCleaner(front, read),
    joinKeys: addressKeys,
    compatible: addressesCompatible,
    mask: (value) =>
      `${value
        .split('/')
        .slice(0, 2)
        .join('/')
        .replaceAll(/[0-9]+(?=号|弄|-)/g, '*')}/***`,
    examples: addressExamples,
  };
}
