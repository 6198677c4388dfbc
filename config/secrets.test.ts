import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { resolveSecret, secretsIn } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sanku-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a secret', () => {
  test('is found wherever settings name it, so that it is kept out of what is told', () => {
    const settings = { url: 'https://host/${secret:A}/x?k=${secret:B}', headers: { a: ['Bearer ${secret:A}', 1] }, none: '${secret:C}' };
    expect(secretsIn(settings, { A: 'one', B: 'two' })).toEqual(['one', 'two']);
  });

  test('is read from the environment, inside a longer text', () => {
    expect(resolveSecret('sftp://hub:${secret:PW}@host', { PW: 'geheim$&' })).toEqual({ ok: true, text: 'sftp://hub:geheim$&@host' });
  });

  test('is read from a line of the file that SANKU_SECRETS names', () => {
    const file = join(folder, 'secrets');
    writeFileSync(file, 'OTHER=1\nPW=a=b\n', { mode: 0o600 });
    expect(resolveSecret('${secret:PW}', { SANKU_SECRETS: file })).toEqual({ ok: true, text: 'a=b' });
    expect(resolveSecret('${secret:NONE}', { SANKU_SECRETS: file })).toMatchObject({ ok: false, name: 'NONE' });
  });

  test('is read from a file of its name in the folder that SANKU_SECRETS names', () => {
    mkdirSync(join(folder, 'd'));
    writeFileSync(join(folder, 'd', 'PW'), 'geheim\n', { mode: 0o600 });
    expect(resolveSecret('${secret:PW}', { SANKU_SECRETS: join(folder, 'd') })).toEqual({ ok: true, text: 'geheim' });
  });

  test('is refused from a file that others can read', () => {
    const file = join(folder, 'secrets');
    writeFileSync(file, 'PW=geheim\n');
    chmodSync(file, 0o644);
    const result = resolveSecret('${secret:PW}', { SANKU_SECRETS: file });
    expect(result).toMatchObject({ ok: false, name: 'PW', reason: { en: expect.stringContaining('600') } });
    expect(JSON.stringify(result)).not.toContain('geheim');
  });

  test.each(['${secret:}', '${secret:../etc/passwd}', '${secret:constructor}', '${secret:NONE}'])(
    '%s is told apart from nothing',
    (text) => {
      expect(resolveSecret(text, { SANKU_SECRETS: folder })).toMatchObject({ ok: false });
      expect(resolveSecret(text, {})).toMatchObject({ ok: false });
    },
  );

  test('is not needed by a text without one', () => {
    expect(resolveSecret('/inbox/$HOME', {})).toEqual({ ok: true, text: '/inbox/$HOME' });
  });
});
