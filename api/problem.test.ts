import { describe, expect, test } from '@jest/globals';
import { readAsking } from './asking.ts';
import { describeProblem, languageOf, toSankuError } from './problem.ts';

describe('an error on its way out', () => {
  test.each([
    [{ code: 'CONNECTION_CLOSED' }, 'storeUnavailable'],
    [{ code: 'ECONNREFUSED' }, 'storeUnavailable'],
    [{ code: '57P01' }, 'storeUnavailable'],
    [{ code: '22P02', message: 'invalid input: "339901195803123417"' }, 'internalError'],
    [new Error('339901195803123417'), 'internalError'],
  ])('%j becomes %s and tells nothing of the inside', (error, code) => {
    const known = toSankuError(error, 1);
    expect(known.code).toBe(code);
    expect(JSON.stringify(describeProblem(known, { language: 'en', id: 'x' }))).not.toContain('3399');
  });
});

test.each([
  [undefined, 'en'],
  ['fr', 'en'],
  ['zh-CN', 'zh'],
  ['en;q=0.5, zh-Hans;q=0.9', 'zh'],
  ['zh;q=0', 'en'],
  ['*', 'en'],
])('of the languages %s, %s is spoken', (header, language) => {
  expect(languageOf(header)).toBe(language);
});

test('names in headers come as UTF-8 or percent-encoded, and anything else as it is', () => {
  const latin1 = Buffer.from('张三').toString('latin1');
  expect(
    readAsking({
      ip: '10.0.0.1',
      headers: { authorization: 'bearer sk-1', 'x-sanku-user': latin1, 'x-sanku-case': '%E5%BC%A0', 'x-sanku-purpose': '50%' },
    }),
  ).toEqual({
    ...{ from: '10.0.0.1', key: 'sk-1', user: '张三', caseNumber: '张', purpose: '50%' },
  });
  expect(readAsking({ ip: '::1', headers: { authorization: 'Basic x', 'x-sanku-user': '\xff' } })).toMatchObject({
    key: undefined,
    user: '\xff',
  });
});
