import { expect, test } from '@jest/globals';
import { defineErrors } from '../errors.ts';
import { lostDatabase } from './lost-database.ts';

const say = { en: 'It is so.', zh: '如此。' };
const errors = defineErrors({
  otherServer: { status: 502, scope: 'run', retry: true, message: say, fix: say },
  stepFailed: { status: 500, scope: 'run', retry: true, message: say, fix: say },
});
const refused = () => Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });

test('a refused connection means the database, also behind an error of a step', () => {
  expect(lostDatabase(refused())?.code).toBe('databaseLost');
  expect(lostDatabase(errors.stepFailed({}, refused()))?.code).toBe('databaseLost');
});

test('not where the error speaks of another server', () => {
  expect(lostDatabase(errors.otherServer({}, refused()))).toBeUndefined();
});
