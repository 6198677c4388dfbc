import { type Bilingual, type ErrorDetails, fill } from '../core/errors.ts';

/** What can be odd about a delivered file although it can be read. The delivery goes on; whoever imports it is told. */
export const FILE_FINDINGS = {
  zipUnrelated: {
    severity: 'warning',
    message: {
      en: 'The zip file {file} also holds files that were not read: {members}.',
      zh: 'zip 文件 {file} 中还有未读取的文件：{members}。',
    },
  },
  sheetFull: {
    severity: 'warning',
    message: {
      en: 'Sheet {sheet} of {file} ends at row {rows}, exactly where a sheet of Excel is full: probably rows were cut off.',
      zh: '{file} 的工作表 {sheet} 恰好止于第 {rows} 行，即 Excel 工作表的行数上限，很可能有行被截断。',
    },
  },
  sheetsNotRead: {
    severity: 'warning',
    message: {
      en: 'Of {file} only sheet {sheet} was read; these hold something as well: {others}. Set `sheet` in the YAML of this source ("*" for all).',
      zh: '{file} 只读取了工作表 {sheet}，以下工作表也有内容：{others}。请在该来源 YAML 中设置 `sheet`（"*" 为全部）。',
    },
  },
  cellsMerged: {
    severity: 'warning',
    message: {
      en: 'Sheet {sheet} of {file} has {count} merged cells that span several rows of data; only the first row of each has the value.',
      zh: '{file} 的工作表 {sheet} 的数据区有 {count} 处跨行合并单元格，只有首行含有该值。',
    },
  },
} as const satisfies Record<string, FileFindingKind>;

interface FileFindingKind {
  severity: 'warning';
  message: Bilingual;
}

export interface FileFinding {
  code: string;
  severity: 'warning';
  message: Bilingual;
}

export function fileFinding(code: keyof typeof FILE_FINDINGS, details: ErrorDetails): FileFinding {
  const { severity, message } = FILE_FINDINGS[code];
  return { code, severity, message: { en: fill(message.en, details, 'en'), zh: fill(message.zh, details, 'zh') } };
}
