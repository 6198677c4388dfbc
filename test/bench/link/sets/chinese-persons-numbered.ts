/** The same people, with an identity number in six of ten records, some of them wrong. */
import { chinesePersons } from './chinese-persons.ts';

export const set = chinesePersons({
  share: 0.6,
  seed: 1709,
  title: 'Chinese persons, six of ten with a number',
  model: `id: id
columns:
  name: person name
  sex: category
  birth_date: date
  id_number: id number
  phone: phone
  address: address
`,
});
