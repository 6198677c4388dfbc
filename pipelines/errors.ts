import { defineErrors } from '../core/errors.ts';

/** What can stop a delivery. Bad rows are findings (`findings.ts`), not errors. */
export const pipelineErrors = defineErrors({
  sourceUnknown: {
    status: 404,
    scope: 'run',
    retry: false,
    message: { en: 'No source is called {source}.', zh: '没有名为 {source} 的来源。' },
    fix: {
      en: 'Did you mean {nearest}? `sanku sources` lists those that are configured.',
      zh: '是否指 {nearest}？用 `sanku sources` 查看已配置的来源。',
    },
  },
  lakeTooOld: {
    status: 503,
    scope: 'process',
    retry: false,
    message: {
      en: 'This data folder was written by a version that kept what is said with every record; this one keeps it once.',
      zh: '此数据目录由旧版本写成：旧版本随每条记录保存其陈述，本版本对相同陈述只保存一次。',
    },
    fix: {
      en: 'Import the deliveries again into a new data folder; their originals lie in its lake/originals. Or go on with the version that wrote it.',
      zh: '请将各次交付重新导入新的数据目录（原始文件在 lake/originals 中）；或继续使用写成它的版本。',
    },
  },
  deliveryUnknown: {
    status: 404,
    scope: 'run',
    retry: false,
    message: { en: 'There is no delivery {delivery}.', zh: '不存在第 {delivery} 号交付。' },
    fix: { en: 'See `sanku deliveries list` for the numbers.', zh: '用 `sanku deliveries list` 查看编号。' },
  },
  noRejects: {
    status: 404,
    scope: 'run',
    retry: false,
    message: { en: 'Delivery {delivery} of {source} has no rejected rows.', zh: '{source} 的第 {delivery} 号交付没有被拒绝的行。' },
    fix: { en: 'Nothing needs to be corrected.', zh: '无需更正。' },
  },
  deliveryRefused: {
    status: 409,
    scope: 'run',
    retry: false,
    message: {
      en: 'Delivery {delivery} of {source} was refused whole; none of its rows was taken in or rejected.',
      zh: '{source} 的第 {delivery} 号交付已整体拒收，没有逐行的拒绝记录。',
    },
    fix: { en: 'See `sanku deliveries list` for the reason.', zh: '用 `sanku deliveries list` 查看拒收原因。' },
  },
  deliveryWithdrawn: {
    status: 409,
    scope: 'run',
    retry: false,
    message: {
      en: 'Delivery {delivery} of {source} was withdrawn on {day} by {by}.',
      zh: '{source} 的第 {delivery} 号交付已由 {by} 于 {day} 撤回。',
    },
    fix: {
      en: 'Nothing is left to do. To take it in again, import its file again.',
      zh: '无需再处理。如需恢复，请重新导入该文件。',
    },
  },
  nothingToWithdraw: {
    status: 409,
    scope: 'run',
    retry: false,
    message: {
      en: 'Nothing of delivery {delivery} of {source} was taken in: its status is {status}.',
      zh: '{source} 的第 {delivery} 号交付（状态 {status}）未导入任何数据。',
    },
    fix: { en: 'Nothing needs to be withdrawn.', zh: '无需撤回。' },
  },
  noFiles: {
    status: 400,
    scope: 'run',
    retry: false,
    message: { en: 'The delivery of {source} has no file.', zh: '{source} 的交付不含任何文件。' },
    fix: { en: 'Name at least one file.', zh: '请至少指定一个文件。' },
  },
  fileUnreadable: {
    status: 400,
    scope: 'run',
    retry: true,
    message: { en: 'File {file} of {source} cannot be read: {reason}.', zh: '无法读取 {source} 的文件 {file}：{reason}。' },
    fix: { en: 'Check the path and its permissions, then import again.', zh: '请检查路径与权限后重新导入。' },
  },
  fileChanging: {
    status: 409,
    scope: 'run',
    retry: true,
    message: { en: 'File {file} changed while it was read.', zh: '读取期间文件 {file} 发生了变化。' },
    fix: { en: 'Wait until it is written whole, then import again.', zh: '请等文件写完后重新导入。' },
  },
  columnsDiffer: {
    status: 422,
    scope: 'run',
    retry: false,
    message: {
      en: 'The columns of this delivery of {source} are not those configured. Missing: {missing}. Unknown: {unknown}. Nothing was taken in; the previous state is still served.',
      zh: '{source} 本次交付的列与配置不符。缺少：{missing}。未知：{unknown}。未导入任何数据，仍提供此前的数据。',
    },
    fix: {
      en: '{hint}If the department changed its export, change `columns` in the YAML of {source} and import again; otherwise ask for a new export.',
      zh: '{hintZh}若部门更改了导出格式，请修改 {source} 的 YAML 中的 `columns` 后重新导入；否则请部门重新导出。',
    },
  },
  rowsTooFew: {
    status: 422,
    scope: 'run',
    retry: false,
    message: {
      en: 'The delivery of {source} has {rows} rows; at least {min} are expected. Nothing was taken in; the previous state is still served.',
      zh: '{source} 的交付只有 {rows} 行，至少应有 {min} 行。未导入任何数据，仍提供此前的数据。',
    },
    fix: {
      en: 'Ask for a complete export. If so few are right, lower `expectations.rows.min` of {source}.',
      zh: '请部门提供完整的导出。若行数无误，请调低 {source} 的 `expectations.rows.min`。',
    },
  },
  rowsDropped: {
    status: 422,
    scope: 'run',
    retry: false,
    message: {
      en: 'The delivery of {source} has {rows} rows, the last one had {last}: {share} fewer, more than the {limit} allowed. Nothing was taken in; the previous state is still served.',
      zh: '{source} 的交付有 {rows} 行，上次为 {last} 行，减少 {share}，超过允许的 {limit}。未导入任何数据，仍提供此前的数据。',
    },
    fix: {
      en: 'Ask for a complete export. If the drop is right, raise `expectations.rows.maxDropShare` of {source} and import again.',
      zh: '请部门提供完整的导出。若减少属实，请调高 {source} 的 `expectations.rows.maxDropShare` 后重新导入。',
    },
  },
  periodDropped: {
    status: 422,
    scope: 'run',
    retry: false,
    message: {
      en: 'The delivery of {source} would replace {last} rows of its periods by {rows}: {share} fewer, more than the {limit} allowed. Nothing was taken in; the previous state is still served.',
      zh: '{source} 的交付将以 {rows} 行替换其各期原有的 {last} 行，减少 {share}，超过允许的 {limit}。未导入任何数据，仍提供此前的数据。',
    },
    fix: {
      en: 'Ask for the whole of each period. If the drop is right, raise `expectations.rows.maxDropShare` of {source} and import again.',
      zh: '请部门按期提供完整数据。若减少属实，请调高 {source} 的 `expectations.rows.maxDropShare` 后重新导入。',
    },
  },
  rowsGrew: {
    status: 422,
    scope: 'run',
    retry: false,
    message: {
      en: 'The delivery of {source} has {rows} rows, the last one had {last}: {share} more, more than the {limit} allowed. Nothing was taken in; the previous state is still served.',
      zh: '{source} 的交付有 {rows} 行，上次为 {last} 行，增加 {share}，超过允许的 {limit}。未导入任何数据，仍提供此前的数据。',
    },
    fix: {
      en: 'Check that the export is not doubled. If the growth is right, raise `expectations.rows.maxGrowthShare` of {source} and import again.',
      zh: '请检查导出是否重复。若增长属实，请调高 {source} 的 `expectations.rows.maxGrowthShare` 后重新导入。',
    },
  },
  tooManyRejected: {
    status: 422,
    scope: 'run',
    retry: false,
    message: {
      en: '{rejected} of {rows} rows of {source} would be rejected ({share}), more than the {limit} allowed; mostly {code}. Nothing was taken in; the previous state is still served.',
      zh: '{source} 的 {rows} 行中有 {rejected} 行（{share}）将被拒绝，超过允许的 {limit}；主要原因：{code}。未导入任何数据，仍提供此前的数据。',
    },
    fix: {
      en: 'Have the export corrected. If it cannot be, raise `expectations.maxRejectedShare` of {source} and import again.',
      zh: '请部门更正导出。若无法更正，请调高 {source} 的 `expectations.maxRejectedShare` 后重新导入。',
    },
  },
  originalMissing: {
    status: 409,
    scope: 'run',
    retry: false,
    message: {
      en: 'The original {file} of delivery {delivery} of {source} is no longer kept, so the deliveries of this source cannot be read again. Nothing has changed.',
      zh: '{source} 第 {delivery} 号交付的原件 {file} 已不再保留，无法重新读取该来源的各次交付。数据未变。',
    },
    fix: {
      en: 'Put the file back into `lake/originals` under its SHA-256, or import a new whole list of {source}.',
      zh: '请将该文件按其 SHA-256 放回 `lake/originals`，或导入 {source} 的最新全量。',
    },
  },
  readAgainFailed: {
    status: 409,
    scope: 'run',
    retry: false,
    message: {
      en: 'Delivery {delivery} of {source}, of {asOf}, cannot be read again: {reason} All is as before.',
      zh: '{source} 第 {delivery} 号交付（{asOf}）无法重新读取：{reasonZh}数据与此前相同。',
    },
    fix: {
      en: 'Make the YAML of {source} fit every delivery that counts, or withdraw delivery {delivery} first.',
      zh: '请使 {source} 的 YAML 适用于所有有效交付，或先撤回第 {delivery} 号交付。',
    },
  },
  readingGone: {
    status: 409,
    scope: 'run',
    retry: false,
    message: {
      en: 'The configuration {version} that delivery {delivery} was read under cannot be used any more: {reason}',
      zh: '第 {delivery} 号交付所用的配置 {version} 已无法使用：{reason}',
    },
    fix: {
      en: 'Run `sanku reprocess SOURCE`: it reads every delivery of the source under the present configuration. Then try again.',
      zh: '请先运行 `sanku reprocess 来源`，按当前配置重新读取该来源的所有交付，然后重试。',
    },
  },
  asOfInvalid: {
    status: 400,
    scope: 'run',
    retry: false,
    message: {
      en: 'The date {asOf} of this delivery of {source} is no day of the calendar.',
      zh: '{source} 本次交付的日期 {asOf} 不是有效日期。',
    },
    fix: { en: 'Write it as YYYY-MM-DD in the name of the file.', zh: '请在文件名中写成 YYYY-MM-DD。' },
  },
  profileUnreadable: {
    status: 422,
    scope: 'run',
    retry: false,
    message: { en: 'No format reads {file}. {told}', zh: '没有格式能读取 {file}。{told}' },
    fix: {
      en: 'Open it and look: text of fixed width is described by hand (docs/add-a-source.md), anything else is exported again as CSV, XLSX, DBF or NDJSON.',
      zh: '请打开查看：定宽文本须手工描述（见 docs/add-a-source.zh.md），其他请重新导出为 CSV、XLSX、DBF 或 NDJSON。',
    },
  },
  profileNoHeader: {
    status: 422,
    scope: 'run',
    retry: false,
    message: { en: 'The first row of {file} looks like data, not like a header.', zh: '{file} 的首行像是数据而不是表头。' },
    fix: {
      en: 'Ask for an export with column names, or add a first row that names them. Lines of fixed width have none: describe them by hand (format fixed-width).',
      zh: '请部门导出带表头的文件，或在首行补上列名。定宽文本没有表头，须手工描述（格式 fixed-width）。',
    },
  },
  profileEmpty: {
    status: 422,
    scope: 'run',
    retry: false,
    message: { en: '{file} has a header and no rows: nothing can be told of its values.', zh: '{file} 只有表头没有数据，无法推测。' },
    fix: { en: 'Take a file with rows, a few hundred at least.', zh: '请使用至少几百行的文件。' },
  },
  formatUnknown: {
    status: 400,
    scope: 'run',
    retry: false,
    message: { en: 'Source {source} has the unknown format {format}.', zh: '来源 {source} 的格式 {format} 未知。' },
    fix: { en: 'Known formats: {known}.', zh: '已知格式：{known}。' },
  },
});
