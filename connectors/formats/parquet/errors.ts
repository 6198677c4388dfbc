import { defineErrors } from '../../../core/errors.ts';

const run = { status: 422, scope: 'run', retry: false } as const;
const again = {
  en: 'Copy the file again; otherwise ask for a new export. Then import again.',
  zh: '请重新复制文件，或请部门重新导出。然后重新导入。',
};

export const parquetErrors = defineErrors({
  parquetInvalid: {
    ...run,
    message: { en: 'The file {file} is not a Parquet file.', zh: '文件 {file} 不是 Parquet 文件。' },
    fix: { en: 'Set the format that the file really has, then import again.', zh: '请按文件的实际内容设置格式，然后重新导入。' },
  },
  parquetEncrypted: {
    ...run,
    message: { en: 'The Parquet file {file} is encrypted.', zh: 'Parquet 文件 {file} 已加密。' },
    fix: { en: 'Ask for it without encryption, then import again.', zh: '请部门提供未加密的文件，然后重新导入。' },
  },
  parquetTruncated: {
    ...run,
    message: { en: 'The Parquet file {file} is cut off: its end is missing.', zh: 'Parquet 文件 {file} 被截断，缺少结尾。' },
    fix: again,
  },
  parquetDamaged: {
    ...run,
    message: { en: 'The Parquet file {file} is damaged.', zh: 'Parquet 文件 {file} 已损坏。' },
    fix: again,
  },
  parquetNotUtf8: {
    ...run,
    message: { en: 'The Parquet file {file} holds texts that are not UTF-8.', zh: 'Parquet 文件 {file} 中有不是 UTF-8 的文本。' },
    fix: { en: 'Ask for an export whose texts are UTF-8, as Parquet demands.', zh: 'Parquet 要求文本为 UTF-8，请部门重新导出。' },
  },
});
