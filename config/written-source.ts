import { type TSchema, Type } from 'typebox';
import { ENTITY_TYPES } from './entity-types.ts';
import { block, mapOf, oneOf, optional, type Registries, retention, says, schedule, sensitivity, text, title } from './written-parts.ts';

/** Relations of a person or company to a house, and whose they may be. */
export const RELATION_SUBJECTS: Record<string, readonly string[]> = {
  registered: ['person'],
  living: ['person'],
  owning: ['person', 'company'],
  renting: ['person', 'company'],
  registeredAddress: ['company'],
  operatingAddress: ['company'],
  taxAddress: ['company'],
};

const CRS = ['CGCS2000', 'WGS84', 'GCJ02', 'BD09'] as const;

const columnName = (en: string, zh: string) => text(says(`Column: ${en}`, `列：${zh}`));

/** One file of `sources/<department>/`. */
export function sourceSchema(registries: Registries): TSchema {
  return block({
    source: text(
      says('department.feed, as the file stands: sources/police/residents.yaml is police.residents.', '部门.数据，与文件位置一致。'),
    ),
    title: title(says('What the feed is called.', '数据名称。')),
    owner: block(
      {
        unit: text(says('The unit that answers for the data.', '负责单位。')),
        contact: optional(text(says('Whom to call.', '联系人。'))),
      },
      says('Who owns the data.', '数据归属。'),
    ),
    legalBasis: text(says('The rule under which the data may be collected and shared.', '采集与共享的法律依据。')),
    ...kindKeys(),
    format: formatSchema(registries),
    key: Type.Array(columnName('one of those that name a record.', '组成记录主键的列之一。'), {
      minItems: 1,
      uniqueItems: true,
      ...says(
        'The columns whose values, joined by |, name a record. Choose what never changes.',
        '主键列：其值以 | 连接即记录编号，应选不会变化的列。',
      ),
    }),
    columns: Type.Array(columnSchema(registries), { minItems: 1, ...says('Every column of the file.', '文件的所有列。') }),
    points: optional(Type.Array(pointSchema(), says('Columns that together say where something lies.', '合起来表示位置的列。'))),
    ...meaningKeys(),
    expectations: optional(expectationsSchema()),
    absentAfter: optional(
      Type.Integer({
        minimum: 1,
        ...says(
          'A record is gone when it was absent from this many snapshots running. Default 2.',
          '连续缺失多少次全量后视为消失，默认 2。',
        ),
      }),
    ),
    schedule: optional(
      schedule(
        says(
          'When it is looked for new deliveries: minute hour day month weekday. Absent: only when asked for.',
          '检查新交付的时间（分 时 日 月 星期）；不写则仅手动导入。',
        ),
      ),
    ),
    inbox: optional(text(says('Short for transport: { name: folder, folder: … }.', 'transport: { name: folder, folder: … } 的简写。'))),
    retention: optional(
      retention(says('How long its original files are kept, in the place of the hub’s rule.', '原始文件保留期限，优先于全局设置。')),
    ),
    transport: optional(transportSchema(registries)),
  });
}

/** What a delivery holds, and what it takes the place of. */
function kindKeys(): Record<string, TSchema> {
  return {
    kind: oneOf(
      ['snapshot', 'delta', 'append', 'period'],
      says(
        'snapshot: every delivery is the whole list. delta: the rows that changed. append: new events. period: the whole of the periods it holds.',
        'snapshot：每次交付全量；delta：仅变化的行；append：新增事件；period：所含各期的全部数据。',
      ),
    ),
    period: optional(
      columnName(
        'the period of a row, such as its month. With kind period only: a delivery replaces every row of the periods it holds.',
        '一行数据的所属期（如月份）。仅用于 period：交付替换其所含各期的全部行。',
      ),
    ),
    deleted: optional(
      block(
        {
          column: columnName('what tells that a record is gone.', '标明记录已删除的列。'),
          values: Type.Array(Type.String({ minLength: 1 }), {
            minItems: 1,
            uniqueItems: true,
            ...says('Its texts that say so, in quotes.', '表示删除的取值，加引号。'),
          }),
        },
        says('With kind delta only: which rows say that their record is gone.', '仅用于 delta：哪些行表示记录已删除。'),
      ),
    ),
  };
}

function transportSchema({ transports }: Registries): TSchema {
  return Type.Object(
    { name: oneOf(Object.keys(transports).sort(), says('How deliveries come.', '交付的传输方式。')) },
    says(
      'Where deliveries are looked for: the transport’s name and its own settings; secrets inside stand as ${secret:NAME}. Absent: the hub’s inbox.',
      '交付来自何处：传输方式名称及其设置，其中的口令写作 ${secret:NAME}；不写则为本库收件目录。',
    ),
  );
}

/** What a row means to the hub. */
function meaningKeys(): Record<string, TSchema> {
  return {
    mentions: optional(Type.Array(mentionSchema(), says('Of whom and what a row speaks.', '一行数据涉及的人、企业、房屋。'))),
    relations: optional(Type.Array(relationSchema(), says('Which of them lives or sits in which house.', '人、企业与房屋的关系。'))),
    facts: optional(Type.Array(factSchema(), says('Dated statements: payments, deaths, offices.', '带日期的事实：发放、死亡、任职等。'))),
  };
}

function formatSchema({ formats }: Registries): TSchema {
  return Type.Object(
    { name: oneOf(Object.keys(formats).sort(), says('How the file is written.', '文件格式。')) },
    says('How the file is read: the format’s name and its own settings.', '文件如何读取：格式名称及其设置。'),
  );
}

function columnSchema({ valueTypes }: Registries): TSchema {
  return block(
    {
      name: text(says('As it stands in the file’s header.', '与文件表头一致。')),
      type: oneOf(
        [...valueTypes].sort(),
        says('What its values mean: how they are checked and cleansed.', '值的类型：决定如何检查与清洗。'),
      ),
      title: optional(title(says('What the column means. Default: its name.', '列的含义，默认同列名。'))),
      required: optional(Type.Boolean(says('A row without a value here is rejected. Default false.', '为空则拒收该行，默认 false。'))),
      sensitivity: optional(sensitivity()),
      codes: optional(
        mapOf(Type.String({ minLength: 1 }), {
          minProperties: 1,
          ...says('For type code: the source’s code → the hub’s. A code not listed is a finding.', '代码表：来源代码 → 本库代码。'),
        }),
      ),
    },
    says('A column: its name, its type and what it means.', '一列：名称、类型与含义。'),
  );
}

function pointSchema(): TSchema {
  return block(
    {
      name: text(says('Your name for the point; a mention gives it to a house as its location.', '点的名称，供 mentions 引用。')),
      longitude: columnName('degrees of longitude.', '经度。'),
      latitude: columnName('degrees of latitude.', '纬度。'),
      crs: optional(
        oneOf(
          CRS,
          says(
            'The coordinate system: ask the department. AMap and Tencent give GCJ02, Baidu BD09. Absent: every point is a finding, and none is used.',
            '坐标系：请向部门核实；高德、腾讯为 GCJ02，百度为 BD09。不写则所有点报告为问题且不采用。',
          ),
        ),
      ),
      captured: optional(columnName('the day it was measured.', '采集日期。')),
    },
    says('A point: two columns of the file and their coordinate system.', '一个坐标点：两列及其坐标系。'),
  );
}

function mentionSchema(): TSchema {
  return block(
    {
      role: text(says('Your name for it, such as resident; used by relations and facts.', '角色名，供关系与事实引用。')),
      entity: oneOf(ENTITY_TYPES, says('What it is.', '实体类型。')),
      attributes: mapOf(Type.String({ minLength: 1 }), {
        minProperties: 1,
        ...says('Attribute of the entity → column that says it.', '实体属性 → 对应的列。'),
      }),
    },
    says('A person, company or house of which each row speaks.', '每行涉及的一个人、企业或房屋。'),
  );
}

function relationSchema(): TSchema {
  return block(
    {
      type: oneOf(Object.keys(RELATION_SUBJECTS), says('What ties them.', '关系类型。')),
      subject: text(says('Role of the person or company.', '人或企业的角色。')),
      house: text(says('Role of the house.', '房屋的角色。')),
      from: optional(columnName('the first day it holds.', '起始日。')),
      to: optional(columnName('the day after which it no longer holds.', '终止日。')),
    },
    says('A tie of a person or company to a house.', '人或企业与房屋的一种关系。'),
  );
}

function factSchema(): TSchema {
  return block(
    {
      type: text(says('kebab-case, such as pension-payment.', '小写英文加连字符，如 pension-payment。'), {
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
      }),
      mention: text(says('Role of the entity it hangs on.', '所属实体的角色。')),
      other: optional(text(says('Role of the other entity, where the fact ties two.', '另一实体的角色。'))),
      date: optional(columnName('its date or month.', '日期或月份。')),
      until: optional(columnName('its last date.', '截止日期。')),
      amount: optional(columnName('its sum of money.', '金额。')),
      code: optional(columnName('its kind or status.', '类别或状态。')),
      details: optional(mapOf(Type.String({ minLength: 1 }), says('Name in the fact → column.', '名称 → 列。'))),
    },
    says('A dated statement.', '一个带日期的事实。'),
  );
}

function expectationsSchema(): TSchema {
  const share = (maximum: number | undefined, en: string, zh: string) =>
    optional(Type.Number({ minimum: 0, ...(maximum === undefined ? {} : { maximum }), ...says(en, zh) }));
  const rows = block(
    {
      min: optional(Type.Integer({ minimum: 0, ...says('Fewest rows. Default 1.', '最少行数，默认 1。') })),
      maxDropShare: share(1, 'Largest loss against the last delivery, 0..1. Default 0.4.', '较上次最大减少比例，默认 0.4。'),
      maxGrowthShare: share(
        undefined,
        'Largest growth against the last delivery; 2 = threefold. Default 2.',
        '较上次最大增长比例，默认 2。',
      ),
    },
    says('How many rows are plausible.', '合理的行数。'),
  );
  return block(
    {
      rows: optional(rows),
      maxRejectedShare: share(
        1,
        'More rejected rows than this share stops the delivery. Default 0.2.',
        '拒收行超过此比例则整批退回，默认 0.2。',
      ),
    },
    says('A delivery outside these is stopped at the gate.', '超出预期的交付将被拦下。'),
  );
}
