import type { Bilingual } from '../core/errors.ts';
import type { ValueTypes } from './context.ts';

export interface RecordFinding {
  severity: 'error' | 'warning';
  message: Bilingual;
}

/** What a pipeline itself can find wrong with a row; the value types bring their own. */
export const RECORD_FINDINGS = {
  keyMissing: {
    severity: 'error',
    message: { en: 'The key is missing: the row names no record.', zh: '缺少主键，无法确定是哪一条记录。' },
  },
  formulaError: {
    severity: 'error',
    message: {
      en: 'A formula had no result when the file was saved (#N/A and the like); the value is unknown.',
      zh: '保存文件时公式没有结果（如 #N/A），该值未知。',
    },
  },
  duplicateRow: {
    severity: 'error',
    message: { en: 'The same row stands in this delivery already; the first is kept.', zh: '本次交付中已有完全相同的行，保留第一行。' },
  },
  duplicateKey: {
    severity: 'error',
    message: {
      en: 'Another row of this delivery has the same key and other content; the first is kept.',
      zh: '本次交付中另有主键相同而内容不同的行，保留第一行。',
    },
  },
  requiredMissing: {
    severity: 'error',
    message: { en: 'A required value is missing.', zh: '缺少必填值。' },
  },
  codeUnlisted: {
    severity: 'warning',
    message: { en: 'The code is not in the code table of this column.', zh: '该代码不在此列的代码表中。' },
  },
  pointOutsideDistrict: {
    severity: 'warning',
    message: {
      en: 'The point lies outside the district that its address names: one of the two is wrong, or the coordinate system is another.',
      zh: '坐标点不在其地址所属区县内：二者之一有误，或坐标系不符。',
    },
  },
  countyOfAnother: {
    severity: 'warning',
    message: {
      en: 'The unit code names another county than the address beside it: one of the two is wrong.',
      zh: '不动产单元号中的县（市、区）与同行地址的区县不一致：二者之一有误。',
    },
  },
  pointFarFromNeighbours: {
    severity: 'warning',
    message: {
      en: 'The point lies more than a kilometre and a half from the others of the same road number or estate.',
      zh: '坐标点距同一门牌或小区的其他点超过1.5公里。',
    },
  },
  privateUseCharacter: {
    severity: 'warning',
    message: {
      en: 'The value holds a private-use character, which means something else on every machine.',
      zh: '含有私有区（造字）字符，在不同系统中含义不同。',
    },
  },
} as const satisfies Record<string, RecordFinding>;

/** The sentence for a finding's code, wherever it comes from. */
export function findingMessage(code: string, valueTypes: ValueTypes): Bilingual | undefined {
  const own: Record<string, RecordFinding> = RECORD_FINDINGS;
  if (own[code] !== undefined) return own[code].message;
  for (const type of Object.values(valueTypes)) {
    const kind = type.findings[code];
    if (kind !== undefined) return kind.message;
  }
  return undefined;
}
