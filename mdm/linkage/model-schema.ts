/** What a model file may say: the keys of the YAML, each described in both languages. */
import { type TSchema, Type } from 'typebox';
import { block, mapOf, optional, says, text } from '../../config/index.ts';

const columnName = text(says('A column of the files.', '文件中的列。'));
const fromColumns = Type.Unsafe<string | string[]>({
  type: ['string', 'array'],
  minLength: 1,
  minItems: 1,
  items: columnName,
  ...says(
    'Column or columns of the files; several are joined with a blank. Default: the same name.',
    '文件中的一列或多列（多列以空格连接），默认同名。',
  ),
});
const kind = text(says('What the column holds, such as person name, date, phone.', '列的内容类型，如 person name、date、phone。'));
const exclusive = optional(Type.Boolean(says('Two different values of it are never one entity.', '两个不同的值不会是同一实体。')));

/** `dob: date`, or a block. */
const column = Type.Unsafe<string | object>({
  type: ['string', 'object'],
  minLength: 1,
  properties: { kind, from: fromColumns, exclusive },
  required: ['kind'],
  additionalProperties: false,
  ...says('The kind of the column, or kind, from and exclusive.', '列的类型，或 kind、from、exclusive。'),
});

/** `exact`, or `edit distance: { max: 2 }`. */
const level = Type.Unsafe<string | object>({
  type: ['string', 'object'],
  minLength: 1,
  maxProperties: 1,
  minProperties: 1,
  additionalProperties: { type: ['object', 'null'] },
  ...says('A family of levels, with its settings where they are not the usual ones.', '层级族，可带设置。'),
});

const comparison = block({
  column: text(says('A column of this model.', '本模型的列。')),
  name: optional(text(says('What the comparison is called. Default: the column.', '名称，默认同列名。'))),
  levels: optional(
    Type.Array(level, { minItems: 1, ...says('Strongest first. Default: those of the column’s kind.', '由强到弱，默认按列的类型。') }),
  ),
  rarity: optional(Type.Boolean(says('Whether a rare value weighs more than a frequent one.', '罕见值是否比常见值权重更高。'))),
});

/** `surname.phonetic`, or a list of them. */
const rule = Type.Unsafe<string | string[]>({
  type: ['string', 'array'],
  minLength: 1,
  minItems: 1,
  items: { type: 'string', minLength: 1 },
  ...says('Columns, or column.feature, on which two records must agree to be compared.', '两条记录须一致才比较的列或“列.特征”。'),
});

const line = (en: string, zh: string) => optional(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1, ...says(en, zh) }));

export const modelSchema: TSchema = block({
  id: optional(text(says('Column of the record’s id. Default: the row’s number.', '记录编号所在列，默认行号。'))),
  columns: mapOf(column, { minProperties: 1, ...says('Name → kind.', '列名 → 类型。') }),
  comparisons: optional(
    Type.Array(comparison, {
      minItems: 1,
      ...says('What is compared. Default: each column as its kind says.', '比较项，默认每列按其类型比较。'),
    }),
  ),
  blocking: optional(
    Type.Array(rule, {
      minItems: 1,
      maxItems: 20,
      ...says('Which records are compared. Default: chosen by counting.', '分块规则，默认按计数自动选择。'),
    }),
  ),
  thresholds: optional(
    block(
      {
        join: line('Probability from which two records are joined.', '达到此概率即合并。'),
        keep: line('Probability down to which joined records stay joined.', '已合并者不低于此概率则保持。'),
        review: line('Probability from which a pair is shown for review.', '达到此概率即供复核。'),
      },
      says('Default: chosen from the model itself.', '默认由模型自身确定。'),
    ),
  ),
  noDuplicates: optional(
    Type.Array(text(says('A file’s name.', '文件名。')), {
      ...says('Files of which no two records are one entity.', '内部无重复的文件。'),
    }),
  ),
});
