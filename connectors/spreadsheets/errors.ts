import { defineErrors } from '../../core/errors.ts';

const run = { status: 422, scope: 'run', retry: false } as const;

export const spreadsheetErrors = defineErrors({
  // --- XLSX ---
  xlsxNotZip: {
    ...run,
    message: { en: 'The file {file} is not an XLSX workbook: {reason}.', zh: '文件 {file} 不是 XLSX 工作簿：{reason}。' },
    fix: { en: 'Save it as "Excel workbook (*.xlsx)" without a password.', zh: '请另存为“Excel 工作簿 (*.xlsx)”，且不加密码。' },
  },
  xlsxTruncated: {
    ...run,
    message: { en: 'The XLSX file {file} is cut off or damaged: {reason}.', zh: 'XLSX 文件 {file} 被截断或损坏：{reason}。' },
    fix: {
      en: 'Copy the file again; if it does not open in Excel either, ask for a new export. Then import again.',
      zh: '请重新复制文件；若在 Excel 中也无法打开，请部门重新导出。然后重新导入。',
    },
  },
  xlsxTooLarge: {
    ...run,
    message: { en: 'The XLSX file {file} unpacks to more than is allowed: {reason}.', zh: 'XLSX 文件 {file} 解压后超过限制：{reason}。' },
    fix: {
      en: 'If the file is honest, raise maxUncompressedMb, or deliver it as CSV.',
      zh: '若文件无误，请提高 maxUncompressedMb，或改用 CSV 交付。',
    },
  },
  sheetMissing: {
    ...run,
    message: { en: 'The workbook {file} has no sheet {sheet}; it has {sheets}.', zh: '工作簿 {file} 没有工作表 {sheet}；现有 {sheets}。' },
    fix: { en: 'Set sheet to one of them.', zh: '请将 sheet 设为其中之一。' },
  },
  // --- XLS ---
  xlsNotWorkbook: {
    ...run,
    message: {
      en: 'The file {file} is not an XLS workbook; it looks like {looksLike}.',
      zh: '文件 {file} 不是 XLS 工作簿，看起来是{looksLikeZh}。',
    },
    fix: {
      en: 'Many systems give web pages and texts the ending .xls. Set the format it really is, or save it in Excel as XLSX.',
      zh: '不少系统把网页或文本存成 .xls。请按实际内容设置格式，或在 Excel 中另存为 XLSX。',
    },
  },
  xlsDamaged: {
    ...run,
    message: { en: 'The XLS file {file} is cut off or damaged.', zh: 'XLS 文件 {file} 被截断或已损坏。' },
    fix: {
      en: 'Copy the file again; if it does not open in Excel either, ask for a new export. Then import again.',
      zh: '请重新复制文件；若在 Excel 中也无法打开，请部门重新导出。然后重新导入。',
    },
  },
  xlsProtected: {
    ...run,
    message: { en: 'The XLS file {file} has a password.', zh: 'XLS 文件 {file} 设有密码。' },
    fix: { en: 'Ask for it without a password, then import again.', zh: '请部门取消密码后重新交付，再导入。' },
  },
  xlsTooLarge: {
    ...run,
    message: {
      en: 'The XLS file {file} takes more memory or time than an honest one can.',
      zh: 'XLS 文件 {file} 占用的内存或时间超出正常范围。',
    },
    fix: { en: 'Save it in Excel as XLSX, or deliver it as CSV.', zh: '请在 Excel 中另存为 XLSX，或改用 CSV 交付。' },
  },
});
