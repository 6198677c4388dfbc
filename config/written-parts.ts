/**
 * What the YAML files may say, as TypeBox schemas: one description of each key, in English and Chinese, which checks the file,
 * explains a missing key and completes it in an editor.
 */
import { type TSchema, Type } from 'typebox';
import type { Bilingual } from '../core/errors.ts';

/** What the configuration is checked against; the hub gathers it from the folders that hold these things. */
export interface Registries {
  /** Formats by name, with the schema of their own settings. */
  formats: Record<string, { name: string; settings: TSchema }>;
  /** Transports by name, with the schema of their own settings. */
  transports: Record<string, { name: string; settings: TSchema }>;
  valueTypes: string[];
  survivorshipRules: string[];
}

export const SENSITIVITIES = ['public', 'internal', 'personal', 'sensitive'] as const;

const BETWEEN_LANGUAGES = '\n\n';

/** A description in both languages, for editors and for advice. */
export function says(en: string, zh: string): { description: string } {
  return { description: en + BETWEEN_LANGUAGES + zh };
}

/** The two languages of a description again; one language stands for both. */
export function saidIn(description: string | undefined): Bilingual {
  const [en = '', zh = en] = (description ?? '').split(BETWEEN_LANGUAGES);
  return { en, zh };
}

/** One word of a list. */
export function oneOf<Word extends string>(words: readonly Word[], options: { description?: string; default?: Word } = {}): TSchema {
  return Type.Unsafe<Word>({ type: 'string', enum: [...words], ...options });
}

/** A map with names of the writer's own as keys. */
export function mapOf(value: TSchema, options: { description?: string; minProperties?: number; default?: object } = {}): TSchema {
  return Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: value, ...options });
}

/** A map with fixed keys; any other key is a mistake. */
export function block(keys: Record<string, TSchema>, options: { description?: string; default?: object } = {}): TSchema {
  return Type.Object(keys, { additionalProperties: false, ...options });
}

export const optional: (schema: TSchema) => TSchema = Type.Optional;

export function text(description: { description: string }, options: { pattern?: string; default?: string } = {}): TSchema {
  return Type.String({ minLength: 1, ...description, ...options });
}

/** `{ zh: …, en: … }`, or a plain text that stands for both. */
export function title(description: { description: string }): TSchema {
  const language = (en: string, zh: string) => ({ type: 'string', minLength: 1, ...says(en, zh) });
  return Type.Unsafe<string | Partial<Bilingual>>({
    type: ['string', 'object'],
    minLength: 1,
    properties: { zh: language('In Chinese.', '中文。'), en: language('In English.', '英文。') },
    additionalProperties: false,
    minProperties: 1,
    ...description,
  });
}

export function sensitivity(): TSchema {
  return oneOf(
    SENSITIVITIES,
    says(
      'Who may see it: public, internal (any granted department), personal (about a person), sensitive (needs an explicit grant; masked otherwise).',
      '敏感级别：public 公开，internal 内部，personal 个人信息，sensitive 敏感（须单独授权，否则脱敏）。',
    ),
  );
}

export function schedule(what: { description: string }): TSchema {
  return text(what);
}

/** `retention`, of the hub or of one source. */
export function retention(described: object): TSchema {
  const originals = block({
    keepDays: Type.Integer({ minimum: 0, ...says('Days since a delivery arrived.', '自交付到达之日起的天数。') }),
    keepDeliveries: optional(
      Type.Integer({
        minimum: 1,
        ...says(
          'The latest so many deliveries that count are kept however old they are. Default 3.',
          '最近若干次有效交付始终保留，默认 3。',
        ),
      }),
    ),
    evenIfNeeded: optional(
      Type.Boolean(
        says(
          'Also originals without which the present state cannot be processed again: all of a source of events or changes, the last whole list. Default false.',
          '重新处理当前状态所需的原始文件也删除（事件与变更类来源的全部交付、最近一次全量）。默认 false。',
        ),
      ),
    ),
  });
  return block({ originals }, described);
}
