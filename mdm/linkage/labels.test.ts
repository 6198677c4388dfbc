import { describe, expect, test } from '@jest/globals';
import { BELIEF, believedShares } from './session.ts';
import { csvOf, type LinkedFiles, linkTexts, PEOPLE_MODEL, people } from './testing.ts';

const persons = people(400);
const files = { 'people.csv': csvOf(persons) };
const matches = persons.flatMap((one, i) =>
  persons.slice(i + 1).flatMap((other) => (one.truth === other.truth ? [[one, other] as const] : [])),
);
const clusters = ['id,cluster', ...persons.map(({ id, truth }) => `${id},${truth}`)];

const learn = <T>(labels: readonly string[], look: (linked: LinkedFiles) => T) =>
  linkTexts({ files, model: PEOPLE_MODEL, labels: labels.join('\n') }, look);
const bornOf = ({ result }: LinkedFiles) => result.trained.comparisons.find(({ name }) => name === 'dob')!.levels.map(({ m }) => m);

describe('a model trained from labels', () => {
  test('has as m what the labelled matches are, with a little belief', async () => {
    const learnt = await learn(clusters, ({ result }) => result.trained);
    const { levels } = learnt.comparisons.find(({ name }) => name === 'dob')!;
    const same = matches.filter(([one, other]) => one.dob === other.dob).length;
    const believed = believedShares(levels.length)[1]! * BELIEF;
    expect(levels[1]!.m).toBeCloseTo((same + believed) / (matches.length + BELIEF), 9);
    expect(learnt.figures).toMatchObject({ rounds: 0, converged: true, labelledMatches: matches.length, expectedMatches: matches.length });
  });

  test('joins the others as well as those that were labelled', async () => {
    const everyThird = ['id,cluster', ...persons.filter((_, i) => i % 3 !== 0).map(({ id, truth }) => `${id},${truth}`)];
    const found = await learn(everyThird, ({ clusters }) =>
      clusters.flatMap((own) => own.map((one) => [one.split(' ')[1]!, own[0]!] as const)),
    );
    const clusterOf = new Map(found);
    const together = matches.filter(([one, other]) => clusterOf.has(one.id) && clusterOf.get(one.id) === clusterOf.get(other.id));
    expect(together.length / matches.length).toBeGreaterThan(0.97);
  });

  test('learns the same from judged pairs, in any order', async () => {
    const judged = matches.map(([one, other], i) => (i % 2 === 0 ? `${one.id},${other.id},1` : `${other.id},${one.id},yes`));
    const header = 'left_id,right_id,match';
    const inOrder = await learn([header, ...judged, `${persons[0]!.id},${persons.at(-1)!.id},0`], bornOf);
    expect(await learn([header, ...judged.toReversed()], bornOf)).toEqual(inOrder);
    expect(inOrder).toEqual(await learn(clusters, bornOf));
  });

  test('is refused where the labels know of no match', async () => {
    await expect(learn(['left_id,right_id,match', 'r0,r1,0'], bornOf)).rejects.toMatchObject({ code: 'labelsWithoutMatch' });
    await expect(learn(['id,cluster', 'r0,1', 'r1,2'], bornOf)).rejects.toMatchObject({ code: 'labelsWithoutMatch' });
  });
});
