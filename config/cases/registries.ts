import { Type } from 'typebox';
import type { Registries } from '../index.ts';

/** Registries of fixed content, so that these cases do not change when a format or value type is added. */
export const caseRegistries: Registries = {
  formats: {
    csv: {
      name: 'csv',
      settings: Type.Object({
        encoding: Type.Optional(Type.Unsafe<string>({ type: 'string', enum: ['auto', 'utf-8', 'gb18030'], default: 'auto' })),
        delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 1, default: ',', description: 'One character.\n\n一个字符。' })),
      }),
    },
    dbf: { name: 'dbf', settings: Type.Object({ codePage: Type.Unsafe<string>({ type: 'string', enum: ['gbk', 'utf-8'] }) }) },
  },
  transports: {
    folder: { name: 'folder', settings: Type.Object({ folder: Type.String({ minLength: 1 }) }) },
    http: {
      name: 'http',
      settings: Type.Object({
        url: Type.String({ pattern: '^https?://' }),
        headers: Type.Optional(Type.Unsafe<Record<string, string>>({ type: 'object', additionalProperties: { type: 'string' } })),
      }),
    },
  },
  valueTypes: ['text', 'code', 'id-number', 'person-name', 'date', 'month', 'amount', 'address', 'credit-code'],
  survivorshipRules: ['most-trusted', 'most-recent', 'most-frequent'],
};
