export {
  creditCodeCheckCharacter,
  organisationCodeCheckCharacter,
  registrationNumberCheckDigit,
  residentIdCheckCharacter,
} from './check-digits.ts';
export type { CleanValue, FindingKind, ValueExample, ValueType } from './value-type.ts';
