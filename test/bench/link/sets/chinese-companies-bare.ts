/** Other firms made the same way, without credit codes. */
import { chineseCompanies } from './chinese-companies.ts';

export const set = chineseCompanies({
  codes: false,
  seed: 2718,
  title: 'Chinese companies without codes',
  model: `id: id
columns:
  name: company name
  representative: person name
  address: address
  phone: phone
`,
});
