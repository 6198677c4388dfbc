import { defineErrors, type ErrorEntry } from '../core/errors.ts';

/** One kind of mistake in a configuration file: what is wrong and what to write instead, English and Chinese in turn. */
function mistake(...[message, messageZh, fix, fixZh]: [string, string, string, string]): ErrorEntry {
  return { status: 400, scope: 'process', retry: false, message: { en: message, zh: messageZh }, fix: { en: fix, zh: fixZh } };
}

const shapeMistakes = {
  fileMissing: mistake('The file is missing.', '缺少此文件。', 'Create {file}.', '请创建 {file}。'),
  fileOutOfPlace: mistake(
    'This file is not read: it does not stand where configuration files stand.',
    '此文件不会被读取：位置不对。',
    'Move or rename it: {places}.',
    '请移动或改名：{places}。',
  ),
  notUtf8: mistake(
    'The file is not UTF-8.',
    '文件不是 UTF-8 编码。',
    'Save it again as UTF-8 in your editor.',
    '请在编辑器中另存为 UTF-8。',
  ),
  yamlSyntax: mistake('This is not valid YAML: {reason}.', 'YAML 语法错误：{reason}。', 'Correct the line.', '请改正这一行。'),
  notAMap: mistake(
    'The file must be a list of `key: value` lines.',
    '文件应由“键: 值”组成。',
    'Begin with `{first}:`.',
    '请以 `{first}:` 开头。',
  ),
  keyMissing: mistake('{key} is missing.', '缺少 {key}。', 'Add `{key}:` — {says}', '请添加 `{key}:`：{says}'),
  keyUnknown: mistake('{key} is not known here.', '此处没有 {key} 这个键。', '{advice}', '{advice}'),
  wordUnknown: mistake('{word} is not known here.', '此处不认识：{word}。', '{advice}', '{advice}'),
  wrongType: mistake('This must be {wanted}.', '此处应为{wanted}。', '{advice}', '{advice}'),
  valueUnfit: mistake('This does not fit: {reason}.', '取值不符合要求：{reason}。', '{says}', '{says}'),
};

const sourceMistakes = {
  nameNotPath: mistake(
    '{written} does not agree with where the file stands.',
    '{written} 与文件位置不一致。',
    'Write {expected}, or move the file.',
    '请写成 {expected}，或移动文件。',
  ),
  twice: mistake('{what} is named twice.', '{what} 重复。', 'Keep one of them.', '请只保留一个。'),
  columnTypeUnfit: mistake(
    'Column {column} has type {type}; {wanted} is needed here.',
    '列 {column} 的类型是 {type}，此处需要 {wanted}。',
    'Change the column’s type, or name another column.',
    '请修改该列的类型，或换一列。',
  ),
  codesMissing: mistake(
    'Column {column} feeds {attribute}, but has no code table.',
    '列 {column} 对应 {attribute}，但没有代码表。',
    'Add `codes: { "1": male, … }` to the column: the source’s code, then the hub’s.',
    '请为该列添加 `codes: { "1": male, … }`：左边是来源代码，右边是本库代码。',
  ),
  codesUnused: mistake(
    'Only a column of type code has a code table.',
    '只有 code 类型的列才有代码表。',
    'Write `type: code`, or remove `codes`.',
    '请写 `type: code`，或删除 `codes`。',
  ),
  kindUnfit: mistake(
    '{key} belongs to kind {wanted} only.',
    '{key} 仅用于 {wanted} 方式。',
    'Write `kind: {wanted}`, or remove `{key}`.',
    '请写 `kind: {wanted}`，或删除 `{key}`。',
  ),
  roleUnfit: mistake(
    'Role {role} is a {entity}; {wanted} is needed here.',
    '角色 {role} 是 {entity}，此处需要 {wanted}。',
    'Name a role of the right entity.',
    '请写对应实体的角色。',
  ),
  scheduleInvalid: mistake(
    '"{value}" is not a schedule: {reason}.',
    '“{value}”不是有效的计划：{reason}。',
    'Write minute hour day month weekday, for example "0 2 * * *" for every night at 2.',
    '请写“分 时 日 月 星期”，例如 "0 2 * * *" 表示每天凌晨 2 点。',
  ),
  timeZoneUnknown: mistake(
    '{word} is not a time zone.',
    '{word} 不是时区。',
    'Write an IANA name such as Asia/Shanghai.',
    '请写 IANA 名称，如 Asia/Shanghai。',
  ),
  nameUnfit: mistake('"{name}" cannot be a name here.', '“{name}”不能用作此处的名称。', 'Write {wanted}.', '请使用{wanted}。'),
};

const secretMistakes = {
  secretLiteral: mistake(
    'A secret must not stand in the configuration.',
    '配置文件中不得写明密钥或口令。',
    'Write `${secret:NAME}` and set NAME in the environment, or in the file or folder SANKU_SECRETS names (mode 600).',
    '请写 `${secret:NAME}`，并在环境变量或 SANKU_SECRETS 指定的文件/目录（权限 600）中设置 NAME。',
  ),
  secretMissing: mistake(
    'The secret {name} cannot be read: {reason}.',
    '无法读取密钥 {name}：{reason}。',
    'Set {name} in the environment, or put it into the file or folder that SANKU_SECRETS names (mode 600).',
    '请在环境变量中设置 {name}，或放入 SANKU_SECRETS 指定的文件或目录（权限 600）。',
  ),
};

const divisionMistakes = {
  divisionHeader: mistake(
    'The first line must be: {expected}',
    '首行应为：{expected}',
    'Correct the header; the order of columns is fixed.',
    '请更正首行，列的顺序固定。',
  ),
  divisionCells: mistake(
    'The line has {found} cells instead of {expected}.',
    '此行有 {found} 列，应为 {expected} 列。',
    'Add or remove commas; an empty cell is nothing between two commas.',
    '请增减逗号；空单元格即两个逗号之间不填。',
  ),
  divisionCode: mistake(
    'Code {code} does not have the {digits} digits of a {level}.',
    '代码 {code} 不是 {level} 应有的 {digits} 位数字。',
    'Correct the code or the level.',
    '请更正代码或级别。',
  ),
  divisionUnknown: mistake(
    '{relation} {code} is not in this file.',
    '{relation} {code} 不在本文件中。',
    'Add a line for {code}, or correct the code.',
    '请为 {code} 添加一行，或更正代码。',
  ),
  divisionParentLevel: mistake(
    'Parent {parent} is not above {code}.',
    '上级 {parent} 的级别不高于 {code}。',
    'Name a division of a higher level as parent.',
    '请填写级别更高的上级。',
  ),
  divisionCycle: mistake(
    'Following successors from {code} leads back to {code}.',
    '从 {code} 沿后继代码又回到 {code}。',
    'Remove one of the successors.',
    '请删除其中一个后继代码。',
  ),
  divisionSuccessorForm: mistake(
    '"{value}" does not say where {code} went.',
    '“{value}”不能说明 {code} 的去向。',
    'Write one code, or several with `;`: 330206;330211. Shares of the people may follow, together at most 1 (330206=0.8;330211=0.2), and the day of a part that left earlier: 330203[2016-10-01].',
    '请写一个代码，或以分号分隔的多个代码：330206;330211。可加人口比例，合计不超过 1（330206=0.8;330211=0.2）；提前划出的部分加日期：330203[2016-10-01]。',
  ),
  divisionSuccessorEnded: mistake(
    'Successor {successor} of {code} ended on {day}, not after {code} did.',
    '{code} 的后继 {successor} 已于 {day} 失效，不晚于 {code}。',
    'Name the division that was in force after that day.',
    '请填写该日之后仍有效的区划。',
  ),
  divisionDate: mistake('"{value}" is not a date.', '“{value}”不是日期。', 'Write YYYY-MM-DD.', '请写 YYYY-MM-DD。'),
  divisionPeriod: mistake(
    '{code} is written twice for the same days, or ends before it begins.',
    '{code} 的有效期重叠，或止早于起。',
    'Correct valid_from and valid_to.',
    '请更正 valid_from 与 valid_to。',
  ),
  divisionSuccessorInForce: mistake(
    '{code} has a successor but no day on which it ended.',
    '{code} 有后继代码，但没有失效日期。',
    'Fill in valid_to, or remove the successor.',
    '请填写 valid_to，或删除后继代码。',
  ),
};

const comparisonMistakes = {
  headerMissing: mistake(
    'The comparison has no header.',
    '比对文件没有文件头。',
    'Begin the file with /* … */ holding title, entities, severity, parameters and sentence as YAML.',
    '请在文件开头用 /* … */ 以 YAML 写明 title、entities、severity、parameters、sentence。',
  ),
  sqlMissing: mistake(
    'No SQL follows the header.',
    '文件头之后没有 SQL。',
    'Write a SELECT that returns the wrong rows.',
    '请写出选取错误行的 SELECT。',
  ),
};

const modelMistakes = {
  columnNowhere: mistake('None of the files has a column {column}.', '各文件均无列 {column}。', '{advice}', '{advice}'),
  fileNotGiven: mistake('{file} is none of the files given.', '{file} 不在所给文件之中。', '{advice}', '{advice}'),
  linesCrossed: mistake(
    '{lower} is above {upper}.',
    '{lower} 高于 {upper}。',
    'Write probabilities with join ≥ keep ≥ review.',
    '请按 join ≥ keep ≥ review 填写概率。',
  ),
  levelSettings: mistake(
    'The level {level} cannot be made of this: {reason}.',
    '层级 {level} 的设置有误：{reason}。',
    'Correct the setting, or leave it out.',
    '请更正该设置，或删除。',
  ),
};

const kinds = { ...shapeMistakes, ...sourceMistakes, ...secretMistakes, ...divisionMistakes, ...comparisonMistakes, ...modelMistakes };

export type MistakeCode = keyof typeof kinds;

/** Never thrown one by one: `configInvalid` lists all that were found, each with its place. */
export const configMistakes: Readonly<Record<MistakeCode, ErrorEntry>> = kinds;

export const configErrors = defineErrors({
  configInvalid: {
    status: 500,
    scope: 'process',
    retry: false,
    message: { en: 'Mistakes in the configuration: {count}\n{list}', zh: '配置有错误，共 {count} 处：\n{listZh}' },
    fix: {
      en: 'Correct the lines named; `sanku config check` shows them again.',
      zh: '请按行更正；`sanku config check` 会再次检查。',
    },
  },
  secretUnreadable: {
    status: 500,
    scope: 'run',
    retry: false,
    message: { en: 'The secret {name} cannot be read: {reason}.', zh: '无法读取密钥 {name}：{reasonZh}。' },
    fix: {
      en: 'Set {name} in the environment, or put it into the file or folder that SANKU_SECRETS names (mode 600).',
      zh: '请在环境变量中设置 {name}，或放入 SANKU_SECRETS 指定的文件或目录（权限 600）。',
    },
  },
});
