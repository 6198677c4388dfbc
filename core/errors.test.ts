import { describe, expect, test } from '@jest/globals';
import { defineErrors, isSankuError } from './errors.ts';

const errors = defineErrors({
  columnUnknown: {
    status: 400,
    scope: 'run',
    retry: false,
    message: { en: 'Column {column} is unknown.', zh: '未知的列 {column}。' },
    fix: { en: 'Write {nearest}.', zh: '请改为 {nearest}。' },
  },
});

describe('an error of a catalogue', () => {
  test('carries its code, status, filled message and fix in both languages', () => {
    const error = errors.columnUnknown({ column: 'nam', nearest: 'name' });
    expect(isSankuError(error, 'columnUnknown')).toBe(true);
    expect(error.message).toBe('Column nam is unknown.');
    expect(error.messageIn('zh')).toBe('未知的列 nam。');
    expect(error.fixIn('en')).toBe('Write name.');
    expect(error.entry.status).toBe(400);
  });

  test('can be told without a text that is a secret', () => {
    const error = errors.columnUnknown({ column: 'a-geheim-b', nearest: 7 }, 'below').without(['geheim']);
    expect([error.message, error.fixIn('zh'), error.cause]).toEqual(['Column a-***-b is unknown.', '请改为 7。', 'below']);
    expect(isSankuError(error, 'columnUnknown')).toBe(true);
  });

  test('keeps its cause and leaves a name without a detail visible', () => {
    const cause = new Error('below');
    const error = errors.columnUnknown({}, cause);
    expect(error.cause).toBe(cause);
    expect(error.message).toContain('{column}');
  });
});
