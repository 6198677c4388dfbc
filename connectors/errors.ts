import { defineErrors } from '../core/errors.ts';

// A delivery that cannot be read at all stops its run; a row that cannot be read is rejected alone.
const run = { status: 422, scope: 'run', retry: false } as const;
const record = { status: 422, scope: 'record', retry: false } as const;

export const connectorErrors = defineErrors({
  columnNotThere: {
    status: 400,
    scope: 'process',
    retry: false,
    message: { en: 'There is no column {column} in {file}.', zh: '{file} 中没有列 {column}。' },
    fix: { en: 'Its columns: {known}', zh: '现有列：{known}' },
  },
  // --- any file ---
  fileMissing: {
    ...run,
    message: { en: 'The file {file} cannot be opened: {reason}.', zh: '无法打开文件 {file}：{reason}。' },
    fix: { en: 'Check the path and that the hub may read it.', zh: '请检查路径以及本系统是否有读取权限。' },
  },
  emptyFile: {
    ...run,
    message: { en: 'The file {file} is empty: it has no header.', zh: '文件 {file} 为空，没有表头。' },
    fix: { en: 'Ask the department to export again, then import the new file.', zh: '请部门重新导出，再导入新文件。' },
  },
  partMissing: {
    ...run,
    message: {
      en: 'The delivery {name} has {total} parts, and part {missing} did not arrive.',
      zh: '交付 {name} 共 {total} 个分卷，缺少第 {missing} 个。',
    },
    fix: { en: 'Bring the missing part into the same folder, then import again.', zh: '请将缺少的分卷放入同一文件夹后重新导入。' },
  },
  partHeaderDiffers: {
    ...run,
    message: {
      en: 'The part {file} has other columns ({found}) than the first part ({expected}).',
      zh: '分卷 {file} 的列（{found}）与第一个分卷（{expected}）不同。',
    },
    fix: { en: 'Export all parts with the same columns in the same order.', zh: '请以相同的列和顺序导出所有分卷。' },
  },
  connectorBroken: {
    ...run,
    status: 500,
    scope: 'process',
    message: { en: 'The connector folder {folder} is not usable: {reason}.', zh: '接入文件夹 {folder} 不可用：{reason}。' },
    fix: {
      en: 'Let its index.ts export one format or transport whose name is the name of the folder.',
      zh: '其 index.ts 应导出一个与文件夹同名的格式或传输方式。',
    },
  },
  tooManyUnreadable: {
    ...run,
    message: {
      en: 'More than {limit} rows of {file} cannot be read; the first: {first}',
      zh: '{file} 中超过 {limit} 行无法读取；首个原因：{first}',
    },
    fix: {
      en: 'Check encoding, delimiter and quote of the source; the file is not what its configuration says.',
      zh: '请检查来源的编码、分隔符和引号设置；文件与配置不符。',
    },
  },
  notReadable: {
    ...run,
    message: { en: 'The file {file} cannot be read as {format}: {reason}.', zh: '无法按 {format} 读取文件 {file}：{reason}。' },
    fix: { en: 'Open the file and compare it with the format settings of its source.', zh: '请打开文件，与来源的格式设置比对。' },
  },
  // --- uploads ---
  uploadIsPart: {
    ...run,
    status: 400,
    message: { en: '{file} is one part of several; by itself it is no delivery.', zh: '{file} 只是分卷之一，不能单独作为交付。' },
    fix: { en: 'Put all parts into one zip and send that.', zh: '请将全部分卷打包为一个 zip 后上传。' },
  },
  // --- encodings ---
  encodingUnknown: {
    ...run,
    message: { en: 'The encoding {encoding} is not known.', zh: '未知的编码 {encoding}。' },
    fix: { en: 'Write one of: {known}.', zh: '请使用以下之一：{known}。' },
  },
  encodingWrong: {
    ...run,
    message: { en: 'The file {file} is not {declared}: {evidence}.', zh: '文件 {file} 不是 {declared} 编码：{evidenceZh}。' },
    fix: {
      en: 'Set `encoding: {found}` under `format` in the YAML of this source, or ask for an export in {declared}; then import again.',
      zh: '请在该来源 YAML 的 `format` 中设置 `encoding: {found}`，或请部门按 {declared} 重新导出，然后重新导入。',
    },
  },
  encodingUndecided: {
    ...run,
    message: {
      en: 'The file {file} is neither UTF-8 nor GB18030: {evidence}.',
      zh: '文件 {file} 既不是 UTF-8 也不是 GB18030：{evidenceZh}。',
    },
    fix: { en: 'Ask which encoding the department exports, and set it as encoding.', zh: '请向部门确认导出编码，并设置 encoding。' },
  },
  notText: {
    ...run,
    message: { en: 'The file {file} is not text: it has zero bytes.', zh: '文件 {file} 不是文本：含有零字节。' },
    fix: {
      en: 'If it is UTF-16 without a mark, set encoding: utf-16le; otherwise set the right format.',
      zh: '如为无标记的 UTF-16，请设 encoding: utf-16le；否则请更正格式。',
    },
  },
  undecodableByte: {
    ...record,
    message: {
      en: 'Line {line} has a byte that is not {encoding}, at byte {byteOffset} of {file}.',
      zh: '第 {line} 行有不符合 {encoding} 的字节，位于 {file} 的第 {byteOffset} 字节。',
    },
    fix: { en: 'Correct the character at the source and import the row again.', zh: '请在源系统更正该字符，再次导入该行。' },
  },
  lineEndless: {
    ...run,
    message: {
      en: 'The file {file} has no line break in {limit} MB (from byte {byteOffset}): it is not a table of lines.',
      zh: '文件 {file} 从第 {byteOffset} 字节起 {limit} MB 内没有换行，不是按行存放的表。',
    },
    fix: {
      en: 'Open the file and look at its start; ask the department to export one record per line.',
      zh: '请打开文件查看开头部分，并请部门按每行一条记录导出。',
    },
  },
  // --- fixed width ---
  widthsWrong: {
    ...run,
    message: {
      en: 'The source has {columns} columns and {widths} widths; {file} was not read.',
      zh: '该来源有 {columns} 列，却设置了 {widths} 个宽度；未读取 {file}。',
    },
    fix: {
      en: 'Under `format` in the YAML of this source, list in `widths` how many bytes each column takes, in the order of its columns.',
      zh: '请在该来源 YAML 的 `format` 的 `widths` 中，按列的顺序写明每列占多少字节。',
    },
  },
  lineWidthWrong: {
    ...record,
    message: {
      en: 'Line {line} of {file} is {found} bytes long, its columns take {expected}.',
      zh: '{file} 第 {line} 行长 {found} 字节，各列共占 {expected} 字节。',
    },
    fix: {
      en: 'Compare the line with `widths`: they count bytes of the file as it came, and Chinese takes 2 or 4 bytes in GB18030, 3 in UTF-8.',
      zh: '请将该行与 `widths` 比对：宽度按原文件的字节数计算，汉字在 GB18030 中占 2 或 4 字节，在 UTF-8 中占 3 字节。',
    },
  },
  characterCut: {
    ...record,
    message: {
      en: 'Line {line} of {file}: the end of column {column} cuts a character in half ({encoding}).',
      zh: '{file} 第 {line} 行：列 {column} 的末尾把一个字符截成两半（{encoding}）。',
    },
    fix: {
      en: 'Check `widths`: they count bytes of the file as it came. If they are right, the system that wrote the file cut the value.',
      zh: '请检查 `widths`：宽度按原文件的字节数计算。若宽度无误，则是导出系统截断了该值。',
    },
  },
  // --- tables ---
  headerMissing: {
    ...run,
    message: { en: 'The file {file} has no header in row {row}.', zh: '文件 {file} 的第 {row} 行没有表头。' },
    fix: { en: 'Set headerRow to the row that holds the column names.', zh: '请将 headerRow 设为列名所在的行。' },
  },
  headerUnreadable: {
    ...run,
    message: { en: 'The header of {file} cannot be read: {reason}', zh: '无法读取 {file} 的表头：{reason}' },
    fix: { en: 'Check encoding, delimiter and quote of the source.', zh: '请检查来源的编码、分隔符和引号设置。' },
  },
  columnDuplicate: {
    ...run,
    message: {
      en: 'The column {column} stands twice in {file} (capitals do not count).',
      zh: '{file} 中列 {column} 重复（不区分大小写）。',
    },
    fix: { en: 'Ask the department to give each column its own name.', zh: '请部门为每列使用不同的名称。' },
  },
  columnReserved: {
    ...run,
    message: { en: "The column name {column} in {file} is the hub's own.", zh: '{file} 中的列名 {column} 为系统保留。' },
    fix: { en: 'Ask the department to rename the column.', zh: '请部门更改该列名称。' },
  },
  tooManyColumns: {
    ...run,
    message: { en: 'The file {file} has more than {limit} columns.', zh: '文件 {file} 超过 {limit} 列。' },
    fix: { en: 'Check the delimiter; a table this wide is not taken.', zh: '请检查分隔符；不接受如此宽的表。' },
  },
  delimiterWrong: {
    ...run,
    message: {
      en: 'The header of {file} is one single column when split by {declared}; {found} would give {count} columns.',
      zh: '{file} 的表头按 {declared} 分隔只有一列；按 {found} 分隔为 {count} 列。',
    },
    fix: {
      en: 'Set `delimiter: {found}` under `format` in the YAML of this source, or ask for an export with {declared}; then import again.',
      zh: '请在该来源 YAML 的 `format` 中设置 `delimiter: {found}`，或请部门按 {declared} 重新导出，然后重新导入。',
    },
  },
  columnCountWrong: {
    ...record,
    message: { en: 'The row has {found} values, the header {expected} columns.', zh: '该行有 {found} 个值，表头为 {expected} 列。' },
    fix: { en: 'Quote values that contain the delimiter or a line break.', zh: '请为含分隔符或换行的值加引号。' },
  },
  characterHalf: {
    ...record,
    message: { en: 'The row holds half of a character.', zh: '该行含有半个字符。' },
    fix: { en: 'Correct the character at the source and import the row again.', zh: '请在源系统更正该字符，再次导入该行。' },
  },
  quoteUnterminated: {
    ...record,
    message: { en: 'A value opens with a quote that is never closed.', zh: '值以引号开始但没有结束引号。' },
    fix: { en: 'Close the quote, or double it if it is part of the value.', zh: '请补全引号；若引号属于值，请写两个。' },
  },
  quoteMisplaced: {
    ...record,
    message: { en: 'Text follows a closing quote.', zh: '结束引号之后还有文字。' },
    fix: { en: 'Double the quotes that are part of a value.', zh: '值中的引号请写两个。' },
  },
  rowTooLong: {
    ...record,
    message: { en: 'The row is longer than {limit} bytes.', zh: '该行超过 {limit} 字节。' },
    fix: { en: 'Look for a quote that is not closed.', zh: '请检查是否有未结束的引号。' },
  },
  jsonLineBad: {
    ...record,
    message: { en: 'The line is not one JSON object: {reason}.', zh: '该行不是一个 JSON 对象：{reason}。' },
    fix: { en: 'Write one whole JSON object per line.', zh: '每行请写一个完整的 JSON 对象。' },
  },
  jsonNotLines: {
    ...run,
    message: {
      en: 'The file {file} is one JSON document, not one object per line.',
      zh: '文件 {file} 是单个 JSON 文档，而非每行一个对象。',
    },
    fix: { en: 'Export as NDJSON (JSON Lines).', zh: '请导出为 NDJSON（每行一个 JSON 对象）。' },
  },
  // --- DBF ---
  dbfInvalid: {
    ...run,
    message: { en: 'The file {file} is not a DBF table: {reason}.', zh: '文件 {file} 不是 DBF 表：{reason}。' },
    fix: { en: 'Export again as dBase III or FoxPro table.', zh: '请重新导出为 dBase III 或 FoxPro 表。' },
  },
  dbfCodePageMissing: {
    ...run,
    message: { en: 'The DBF file {file} does not say its code page (mark {mark}).', zh: 'DBF 文件 {file} 未注明代码页（标记 {mark}）。' },
    fix: {
      en: 'Ask which encoding it is in, set it under `format` in the YAML of this source (mostly `encoding: gb18030`), then import again.',
      zh: '请确认文件编码，并在该来源 YAML 的 `format` 中设置（多为 `encoding: gb18030`），然后重新导入。',
    },
  },
  dbfTruncated: {
    ...run,
    message: {
      en: 'The DBF file {file} promises {promised} rows and holds {found}.',
      zh: 'DBF 文件 {file} 声明 {promised} 行，实有 {found} 行。',
    },
    fix: { en: 'Copy or export the file again; it was cut off.', zh: '文件被截断，请重新复制或导出。' },
  },
  dbfFieldUnsupported: {
    ...run,
    message: {
      en: 'The field {column} of {file} is of type {type}, which is not read.',
      zh: '{file} 的字段 {column} 类型为 {type}，不支持读取。',
    },
    fix: { en: 'Export the field as character, or leave it out.', zh: '请将该字段导出为字符型，或不导出。' },
  },
});
