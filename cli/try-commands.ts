import type { Bilingual } from '../core/errors.ts';
import type { CityExamples } from './city-examples-store.ts';

export interface TryCommand {
  title: Bilingual;
  curl: string;
  sanku: string;
}

export interface TryRequest {
  examples: CityExamples;
  /** `http://127.0.0.1:7300` */
  address: string;
  /** How the data folder is named on the command line; empty for the default one. */
  dataOption: string;
}

const ASKING = '-H "Authorization: Bearer $SANKU_KEY" -H "X-Sanku-Purpose: demonstration" -H "X-Sanku-User: newcomer"';

/** Ready-made questions to the sample city. Each needs `SANKU_KEY`, and works as it is when pasted. */
export function tryCommands({ examples, address, dataOption }: TryRequest): TryCommand[] {
  const who = `--purpose demonstration --user newcomer${dataOption}`;
  const search = (path: string, where: Record<string, string>, fields: string[]) =>
    `curl -s ${address}${path} ${ASKING} -H "Content-Type: application/json" -d '${JSON.stringify({ where, fields })}'`;
  const read = (path: string) => `curl -s '${address}${path}' ${ASKING}`;
  const { person, house, case: found } = examples;
  const commands: TryCommand[] = [];
  if (person !== undefined) {
    commands.push({
      title: { en: 'one person, by identity number', zh: '按身份证号查询一个人' },
      curl: search('/persons/search', { idNumber: person.idNumber }, ['name', 'sex', 'birthDate', 'idNumber']),
      sanku: `npx sanku lookup person --where idNumber=${person.idNumber} --fields name,sex,birthDate,idNumber ${who}`,
    });
  }
  if (house !== undefined) {
    commands.push({
      title: { en: 'one house, with its people', zh: '查询一处房屋及其中的人' },
      curl: read(`/houses/${house.id}/occupants?fields=name,birthDate`),
      sanku: `npx sanku lookup house --where address=${house.address} --fields address --occupants name,birthDate ${who}`,
    });
  }
  if (found !== undefined) {
    commands.push({
      title: { en: 'one case: a pension paid after death', zh: '一件疑点：死亡后仍领取养老金' },
      curl: read(`/cases?comparison=${found.comparison}&entity=${found.entity}&fields=sentence,evidence,name`),
      sanku: `npx sanku cases list --comparison ${found.comparison} --entity ${found.entity} --fields sentence,evidence,name ${who}`,
    });
  }
  return commands;
}
