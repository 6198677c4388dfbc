import { describe, expect, test } from '@jest/globals';
import { createValueTypes } from '../index.ts';

const { searchForm, compatible } = createValueTypes({ divisions: [], today: '2026-10-01' })['person-name']!;

describe('names of people', () => {
  test.each([
    ['阿不都·买买提', '阿不都买买提', 'the separator is missing'],
    ['张伟', '张玮', 'a homophone'],
    ['王小芳', '汪小芳', 'a misheard surname'],
    ['買建国', '买建国', 'a traditional character'],
    ['买买提', '买买提·艾力', 'the first part only'],
    ['王?芳', '王小芳', 'a lost character'],
    ['王??', '王小芳', 'two lost characters'],
    ['□□□', '王芳', 'nothing is left to compare'],
    ['JOHN SMITH', '约翰', 'another script'],
    ['JOHN SMITH', 'SMITH JOHN', 'the order of words'],
  ])('%s and %s can be one person: %s', (a, b) => {
    expect(compatible!(a, b)).toBe(true);
    expect(compatible!(b, a)).toBe(true);
  });

  test.each([
    ['张伟', '李娜'],
    ['王小芳', '李大芳'],
    ['张伟', '王建国'],
    ['JOHN SMITH', 'MARY JONES'],
  ])('%s and %s cannot be one person', (a, b) => {
    expect(compatible!(a, b)).toBe(false);
    expect(compatible!(b, a)).toBe(false);
  });

  test('are searched without separators and blanks', () => {
    expect(searchForm!('阿不都·买买提')).toBe('阿不都买买提');
    expect(searchForm!('JOHN SMITH')).toBe('JOHNSMITH');
  });
});
