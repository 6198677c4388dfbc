/** The feeds, in the order of their names: truth is written in that order. */
import { civilAffairsAssistance } from './civil-affairs-assistance.ts';
import { civilAffairsDeaths } from './civil-affairs-deaths.ts';
import { civilAffairsMarriages } from './civil-affairs-marriages.ts';
import { commerceCompanies } from './commerce-companies.ts';
import { commerceOfficers } from './commerce-officers.ts';
import type { Department } from './department.ts';
import { gridVisits } from './grid-visits.ts';
import { housingBuildingTable } from './housing-building-table.ts';
import { housingContracts } from './housing-contracts.ts';
import { housingMortgages } from './housing-mortgages.ts';
import { policeDwellings } from './police-dwellings.ts';
import { policeFloatingPopulation } from './police-floating-population.ts';
import { policeResidents } from './police-residents.ts';
import { socialSecurityInsured } from './social-security-insured.ts';
import { socialSecurityPensionPayments } from './social-security-pension-payments.ts';
import { socialSecurityUnemploymentBenefits } from './social-security-unemployment-benefits.ts';
import { taxTaxpayers } from './tax-taxpayers.ts';
import { taxWages } from './tax-wages.ts';

export const DEPARTMENTS: Department[] = [
  civilAffairsAssistance,
  civilAffairsDeaths,
  civilAffairsMarriages,
  commerceCompanies,
  commerceOfficers,
  gridVisits,
  housingBuildingTable,
  housingContracts,
  housingMortgages,
  policeDwellings,
  policeFloatingPopulation,
  policeResidents,
  socialSecurityInsured,
  socialSecurityPensionPayments,
  socialSecurityUnemploymentBenefits,
  taxTaxpayers,
  taxWages,
];
