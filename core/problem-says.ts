import type { Bilingual } from './errors.ts';
import type { Problem } from './validate.ts';

const TYPES: Record<string, Bilingual> = {
  string: { en: 'a text', zh: '文本' },
  integer: { en: 'a whole number', zh: '整数' },
  number: { en: 'a number', zh: '数' },
  boolean: { en: 'true or false', zh: 'true 或 false' },
  array: { en: 'a list', zh: '列表' },
  object: { en: 'an object', zh: '对象' },
  null: { en: 'nothing', zh: '空' },
};
const FORMATS: Record<string, Bilingual> = {
  date: { en: 'a day such as 2026-10-01', zh: '日期，如 2026-10-01' },
  'date-time': { en: 'an instant such as 2026-10-01T08:00:00Z', zh: '时刻，如 2026-10-01T08:00:00Z' },
};

/** What is wrong at a place, to stand behind the place's name: `limit must be …`. */
export function problemSays({ keyword, message, params }: Problem): Bilingual {
  const limit = String(params['limit'] ?? '');
  const both = (one: Bilingual, [en, zh]: [string, string]): Bilingual => ({ en: `${en} ${one.en}`, zh: `${zh}${one.zh}` });
  switch (keyword) {
    case 'required':
      return { en: 'is missing', zh: '缺少此项' };
    case 'additionalProperties':
      return { en: 'is not known here', zh: '此处没有此项' };
    case 'type': {
      const types = [params['type']].flat().map((type) => TYPES[String(type)] ?? { en: String(type), zh: String(type) });
      const any = { en: types.map(({ en }) => en).join(' or '), zh: types.map(({ zh }) => zh).join('或') };
      return both(any, ['must be', '应为']);
    }
    case 'const':
    case 'enum': {
      const words = [params['allowedValue'] ?? params['allowedValues']].flat().join(', ');
      return both({ en: words, zh: words }, ['must be one of', '应为以下之一：']);
    }
    case 'format': {
      const format = FORMATS[String(params['format'])];
      return format === undefined ? { en: message, zh: '格式不对' } : both(format, ['must be', '应为']);
    }
    case 'pattern':
      return { en: 'is not written as it must be', zh: '书写格式不对' };
    case 'minItems':
    case 'minLength':
    case 'minProperties':
      return limit === '1' ? { en: 'must not be empty', zh: '不能为空' } : { en: `must have at least ${limit}`, zh: `至少 ${limit}` };
    case 'maxItems':
    case 'maxLength':
      return { en: `must have at most ${limit}`, zh: `最多 ${limit}` };
    case 'minimum':
      return { en: `must be ${limit} at least`, zh: `不得小于 ${limit}` };
    case 'maximum':
      return { en: `must be ${limit} at most`, zh: `不得大于 ${limit}` };
    default:
      return { en: message, zh: message };
  }
}
