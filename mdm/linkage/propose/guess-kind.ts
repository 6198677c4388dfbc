import type { Bilingual } from '../../../core/errors.ts';
import type { ColumnMeasure } from './measure-steps.ts';

export interface Guess {
  kind: string;
  why: Bilingual;
}

interface Rule {
  kind: string;
  /** What columns of this kind are called. */
  header?: RegExp;
  /** What their values look like. With a header both must hold; alone it decides. */
  fits?: (column: ColumnMeasure) => boolean;
}

const most = 0.7;
/** A Latin or Chinese name of a person rather than of a thing: few words, no digits, no small words. */
const isPersonal = ({ shapes, words }: ColumnMeasure) =>
  shapes.hanName > most || (shapes.letters > 0.95 && words <= 3.2 && shapes.little < 0.02 && shapes.firm < 0.05);
const isFirm = ({ shapes }: ColumnMeasure) => shapes.firm > 0.3;
const isWordy = ({ words, length }: ColumnMeasure) => words > 8 || length > 60;
const isFewValued = ({ distinct, filled }: ColumnMeasure) => distinct <= 1000 && distinct < filled * 0.1;

/** The first that holds. Names of columns come before the looks of values: a postcode looks like any number. */
const RULES: readonly Rule[] = [
  { kind: 'e-mail', header: /e-?mail|邮箱/i },
  { kind: 'e-mail', fits: ({ shapes }) => shapes.mail > most },
  { kind: 'phone', header: /phone|mobile|(^|_)tel|fax|电话|手机|联系方式/i, fits: ({ shapes }) => shapes.phone > 0.5 },
  { kind: 'credit code', header: /credit_?code|uscc|信用代码|注册号/i },
  { kind: 'credit code', fits: ({ shapes }) => shapes.creditCode > most && shapes.residentId < most },
  {
    kind: 'id number',
    header: /ssn|soc_?sec|passport|national_?id|tax_?id|id_?(card|number|no)\b|licen[cs]e_?n|身份证|证件|社保号/i,
    fits: ({ shapes }) => shapes.letters < 0.5,
  },
  { kind: 'id number', fits: ({ shapes }) => shapes.residentId > most },
  { kind: 'postcode', header: /post_?(al)?_?code|zip|邮编|邮政编码/i },
  { kind: 'sex', header: /^(sex|gender)|性别/i },
  { kind: 'date', header: /dob|birth|born|date|出生|生日|日期|时间/i, fits: ({ shapes, filled }) => shapes.date > 0.3 || filled === 0 },
  { kind: 'date', fits: ({ shapes, length }) => shapes.date > most && length >= 8 && shapes.number < most },
  { kind: 'surname', header: /sur_?name|last_?name|family_?name|(^|_)(lname|last)$|^姓$|姓氏/i },
  { kind: 'given name', header: /first_?name|given|forename|middle_?name|(^|_)(fname|first)$|^名$|名字/i },
  {
    kind: 'address',
    header: /addr|street(?!_?n)|(^|_)road|住址|地址|住所|坐落/i,
    fits: ({ shapes, length }) => shapes.place > 0.3 || length > 12,
  },
  {
    kind: 'company name',
    header: /compan|organi[sz]ation|(^|_)org(_|$)|firm|employer|企业|公司|单位|商户/i,
    fits: ({ shapes }) => shapes.letters > 0.5,
  },
  { kind: 'company name', fits: (column) => isFirm(column) },
  { kind: 'person name', header: /name|姓名|联系人|法人|法定代表人|经办人/i, fits: isPersonal },
  {
    kind: 'category',
    header:
      /city|town|suburb|state|province|country|county|district|occupation|job|cuisine|category|type|kind|职业|民族|省|市|区|县|镇|学历/i,
    fits: (column) => column.shapes.letters > 0.5 && !isWordy(column),
  },
  { kind: 'address', fits: ({ shapes }) => shapes.place > 0.5 },
  { kind: 'free text', fits: isWordy },
  {
    kind: 'number',
    header: /age|year|price|amount|cost|length|height|weight|size|area|年龄|年份|金额|价格|面积/i,
    fits: ({ shapes }) => shapes.number > most,
  },
  { kind: 'number', fits: ({ shapes }) => shapes.number > 0.95 && shapes.fraction > 0.2 },
  { kind: 'person name', fits: ({ shapes }) => shapes.hanName > 0.9 },
  { kind: 'category', fits: (column) => isFewValued(column) && column.shapes.letters > 0.5 },
  { kind: 'code', fits: ({ shapes }) => shapes.code > 0.9 && shapes.letters < 0.5 },
  { kind: 'text' },
];

/** The kind of column that these values most likely are. */
export function guessKind(column: ColumnMeasure): Guess {
  const rule = RULES.find(({ header, fits }) => (header?.test(column.name) ?? true) && (fits?.(column) ?? true))!;
  return { kind: rule.kind, why: whyOf(rule) };
}

function whyOf({ header, fits }: Rule): Bilingual {
  if (header !== undefined && fits !== undefined) return { en: 'by its name and values', zh: '依据列名和取值' };
  if (header !== undefined) return { en: 'by its name', zh: '依据列名' };
  if (fits !== undefined) return { en: 'by its values', zh: '依据取值' };
  return { en: 'nothing more special', zh: '没有更具体的类型' };
}
