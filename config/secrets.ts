import { readFileSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Bilingual } from '../core/errors.ts';
import { configErrors } from './errors.ts';
import { rawMap } from './lenient.ts';
import type { Mistakes } from './mistakes.ts';
import type { Path, YamlFile } from './yaml-file.ts';

/** Environment variables: the secrets themselves by name, and `SANKU_SECRETS`, a file of `NAME=value` lines or a folder with a file per name. */
export type SecretEnvironment = Readonly<Record<string, string | undefined>>;

export type SecretResult = { ok: true; text: string } | { ok: false; name: string; reason: Bilingual };

const REFERENCE = /\$\{secret:([^}]*)\}/g;
const SECRET_KEY = /passw(or)?d|pwd|passphrase|secret|token|api[-_]?key|private[-_]?key|access[-_]?key|credential|口令|密码|密钥/i;
const URL_WITH_PASSWORD = /[a-z][a-z0-9+.-]*:\/\/[^\s/@:]*:([^\s/@]+)@/i;
/** Such a value has a word before the secret (`Bearer …`), so it must hold a reference. */
const CREDENTIAL_KEY = /^(proxy-)?authorization$|^cookie$/i;
/** Below these, keys are names of columns and codes, not settings. */
const NAMES_OF_DATA = new Set(['attributes', 'codes', 'details', 'purposes']);

/**
 * Replaces every `${secret:NAME}` of a text by its value, which never goes into a message or a log.
 * Files must be readable by their owner only (mode 600).
 */
export function resolveSecret(text: string, environment: SecretEnvironment): SecretResult {
  let failed: SecretResult | undefined;
  const resolved = text.replaceAll(REFERENCE, (_, name: string) => {
    const found = readSecret(name, environment);
    if (found.ok) return found.text;
    failed ??= found;
    return '';
  });
  return failed ?? { ok: true, text: resolved };
}

/** Settings with every `${secret:NAME}` replaced, at any depth. @throws secretUnreadable */
export function resolveSecrets<T>(settings: T, environment: SecretEnvironment): T {
  if (typeof settings === 'string') {
    const resolved = resolveSecret(settings, environment);
    if (resolved.ok) return resolved.text as T;
    throw configErrors.secretUnreadable({ name: resolved.name, reason: resolved.reason.en, reasonZh: resolved.reason.zh });
  }
  if (Array.isArray(settings)) return settings.map((item) => resolveSecrets(item, environment)) as T;
  if (typeof settings !== 'object' || settings === null) return settings;
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, resolveSecrets(value as unknown, environment)])) as T;
}

/** What stands behind each `${secret:NAME}` of settings, at any depth, that can be read: none of it may be told. */
export function secretsIn(settings: unknown, environment: SecretEnvironment): string[] {
  const found = new Set<string>();
  walk(settings, [], (value) => {
    for (const [, name] of value.matchAll(REFERENCE)) {
      const secret = readSecret(name!, environment);
      if (secret.ok && secret.text !== '') found.add(secret.text);
    }
  });
  return [...found];
}

/** Reports literal secrets, and references that `environment`, where given, cannot resolve. */
export function checkSecrets(yaml: YamlFile, environment: SecretEnvironment | undefined, mistakes: Mistakes): void {
  walk(yaml.data, [], (value, path, key) => {
    const bare = value.replaceAll(REFERENCE, '');
    const isSecretKey = key !== undefined && ((SECRET_KEY.test(key) && bare !== '') || (CREDENTIAL_KEY.test(key) && bare === value));
    const password = URL_WITH_PASSWORD.exec(value)?.[1];
    const isLiteral = isSecretKey || (password !== undefined && password.replaceAll(REFERENCE, '') !== '');
    if (isLiteral) mistakes.add('secretLiteral', yaml.at(path));
    if (environment === undefined) return;
    const result = resolveSecret(value, environment);
    if (!result.ok)
      mistakes.add('secretMissing', yaml.at(path), { name: result.name, reason: result.reason.en, reasonZh: result.reason.zh });
  });
}

function walk(value: unknown, path: Path, visit: (text: string, path: Path, key: string | undefined) => void): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) walk(item, [...path, index], visit);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(rawMap(value))) walk(item, [...path, key], visit);
  } else if (typeof value === 'string' || typeof value === 'number') {
    const isData = path.slice(0, -1).some((part) => NAMES_OF_DATA.has(String(part)));
    visit(String(value), path, isData ? undefined : path.findLast((part) => typeof part === 'string'));
  }
}

function readSecret(name: string, environment: SecretEnvironment): SecretResult {
  const fail = (en: string, zh: string): SecretResult => ({ ok: false, name, reason: { en, zh } });
  if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name)) return fail('a name has letters, digits, _ and - only', '名称只能含字母、数字、_ 和 -');
  const variable = Object.hasOwn(environment, name) ? environment[name] : undefined;
  if (variable !== undefined) return { ok: true, text: variable };
  const place = environment['SANKU_SECRETS'];
  if (place === undefined || place === '')
    return fail('it is not in the environment, and SANKU_SECRETS names no file', '环境变量中没有，且未设置 SANKU_SECRETS');
  try {
    const isFolder = statSync(place).isDirectory();
    const file = isFolder ? join(place, name) : place;
    if (isOpenToOthers(statSync(file)))
      return fail(`${file} can be read by others; its mode must be 600`, `${file} 可被他人读取，权限须为 600`);
    const content = readFileSync(file, 'utf8');
    const value = isFolder ? content.replace(/\r?\n$/, '') : lineOf(content, name);
    return value === undefined ? fail(`${file} has no line ${name}=…`, `${file} 中没有 ${name}=… 一行`) : { ok: true, text: value };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    return fail(`${code} at ${place}`, `读取 ${place} 出错 ${code}`);
  }
}

function isOpenToOthers(stats: Stats): boolean {
  // Windows has no such modes; its access lists guard the file there.
  return process.platform !== 'win32' && (stats.mode & 0o077) !== 0;
}

function lineOf(content: string, name: string): string | undefined {
  const line = content.split(/\r?\n/).find((each) => each.startsWith(`${name}=`));
  return line?.slice(name.length + 1);
}
