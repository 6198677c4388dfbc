import { expect, test } from '@jest/globals';
import type { TrainedModel } from './contract.ts';
import { tiesOf } from './taken-back.ts';

/** A trained model in which relatives agree on the surname nine times in ten, others once in ten. */
const model = (related: unknown, r: unknown) =>
  ({ comparisons: [{ name: 'surname', levels: [{ u: 0.5 }, { u: 0.1, r }] }], related }) as unknown as TrainedModel;

test('a model of one sort of relatives, written without lists, is read as one with a list of one', () => {
  expect(tiesOf(model(-3, 0.9))).toEqual(tiesOf(model([-3], [0.9])));
  expect(tiesOf(model([-3, -5], [0.9, 0.8])).related.map(({ prior, weights }) => [prior, weights[0]![1]])).toEqual([
    [-3, Math.log2(0.9 / 0.1)],
    [-5, Math.log2(0.8 / 0.1)],
  ]);
});
