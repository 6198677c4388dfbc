/** The eight feeds, in the order of their names: truth is written in that order. */
import { civilAffairsDeaths } from './civil-affairs-deaths.ts';
import { commerceCompanies } from './commerce-companies.ts';
import { commerceOfficers } from './commerce-officers.ts';
import type { Department } from './department.ts';
import { policeDwellings } from './police-dwellings.ts';
import { policeResidents } from './police-residents.ts';
import { socialSecurityInsured } from './social-security-insured.ts';
import { socialSecurityPensionPayments } from './social-security-pension-payments.ts';
import { taxTaxpayers } from './tax-taxpayers.ts';

export const DEPARTMENTS: Department[] = [
  civilAffairsDeaths,
  commerceCompanies,
  commerceOfficers,
  policeDwellings,
  policeResidents,
  socialSecurityInsured,
  socialSecurityPensionPayments,
  taxTaxpayers,
];
