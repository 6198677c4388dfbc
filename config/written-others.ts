import { type TSchema, Type } from 'typebox';
import { ENTITY_TYPES } from './entity-types.ts';
import { block, mapOf, oneOf, optional, type Registries, retention, says, schedule, sensitivity, text, title } from './written-parts.ts';

/** One file of `entities/`. */
export function entitySchema(registries: Registries): TSchema {
  return block({
    entity: oneOf(ENTITY_TYPES, says('Which of the three bases.', '三库之一。')),
    title: title(says('What it is called.', '名称。')),
    survivorship: optional(
      survivorshipSchema(registries, 'For every attribute that does not say its own.', '未单独声明的属性均用此规则。'),
    ),
    attributes: mapOf(attributeSchema(registries), {
      minProperties: 1,
      ...says('Name of the attribute → what it is.', '属性名 → 说明。'),
    }),
  });
}

function attributeSchema(registries: Registries): TSchema {
  const yes = (en: string, zh: string) => optional(Type.Boolean(says(`${en} Default false.`, `${zh}默认 false。`)));
  return block({
    type: oneOf([...registries.valueTypes].sort(), says('What its values mean.', '值的类型。')),
    title: optional(title(says('What it is called. Default: its name.', '名称，默认同属性名。'))),
    sensitivity: optional(sensitivity()),
    search: yes('Can be searched by.', '可作查询条件。'),
    exclusive: yes(
      'Belongs to one entity only: records that share it are joined unless contradicted.',
      '唯一标识：相同即视为同一实体，除非矛盾。',
    ),
    contradicts: yes('Two values that cannot both be true speak against joining.', '不相容的两个值可否定合并。'),
    codes: optional(
      mapOf(title(says('What the code means.', '代码含义。')), {
        minProperties: 1,
        ...says(
          'For type code: the hub’s codes and what they mean. Sources may map to no other.',
          '本库代码及含义；来源只能映射到这些代码。',
        ),
      }),
    ),
    survivorship: optional(survivorshipSchema(registries, 'Which of several values survives.', '多个值并存时保留哪一个。')),
  });
}

function survivorshipSchema({ survivorshipRules }: Registries, en: string, zh: string): TSchema {
  return block(
    {
      rule: oneOf([...survivorshipRules].sort(), says('How the surviving value is chosen.', '保留规则。')),
      sources: optional(
        Type.Array(text(says('A source, department.feed.', '来源。')), {
          uniqueItems: true,
          ...says('Most trusted first; the rest follow them.', '最可信者在前，其余随后。'),
        }),
      ),
    },
    says(en, zh),
  );
}

/** `hub.yaml`. */
export function hubSchema(): TSchema {
  return block({
    timeZone: optional(
      text(says('IANA name; schedules and days of arrival follow it. Default Asia/Shanghai.', '时区，默认 Asia/Shanghai。')),
    ),
    memoryMb: optional(
      Type.Integer({
        minimum: 256,
        ...says('Most memory the computing engine takes, in MB. Default 2048.', '计算引擎内存上限（MB），默认 2048。'),
      }),
    ),
    maxUploadMb: optional(
      Type.Integer({
        minimum: 1,
        ...says('A file sent over HTTP that is larger is refused, in MB. Default 4096.', '通过 HTTP 上传的文件大小上限（MB），默认 4096。'),
      }),
    ),
    compareSchedule: optional(
      schedule(
        says('When all comparisons run: minute hour day month weekday. Absent: only when asked for.', '定时比对时间；不写则仅手动。'),
      ),
    ),
    retention: optional(retention(says('How long original files are kept. Absent: for ever.', '原始文件保留期限；不写则永久保留。'))),
    purposes: mapOf(title(says('What a person is told about this purpose.', '向当事人说明的用途。')), {
      minProperties: 1,
      ...says('The purposes for which data may be asked for. No purpose, no answer.', '允许的查询用途；无用途不予查询。'),
    }),
  });
}

/** The YAML in the leading comment of `comparisons/*.sql`. */
export function comparisonSchema(): TSchema {
  return block({
    title: title(says('What the comparison is called.', '比对名称。')),
    entities: Type.Array(oneOf(ENTITY_TYPES, says('An entity a case speaks of.', '疑点涉及的实体。')), {
      minItems: 1,
      uniqueItems: true,
      ...says('The entities a case speaks of.', '疑点涉及的实体。'),
    }),
    severity: oneOf(['high', 'medium', 'low'], says('How much a hit matters.', '严重程度。')),
    parameters: optional(
      mapOf(
        Type.Unsafe<string | number>({ type: ['string', 'number'] }),
        says('Named parameters and their defaults: $graceDays in the SQL.', '参数及默认值。'),
      ),
    ),
    sentence: title(says('The sentence shown to a clerk; {column} is filled from the hit.', '给经办人看的说明，{列名} 由命中行填入。')),
  });
}
