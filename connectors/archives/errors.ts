import { defineErrors } from '../../core/errors.ts';

const run = { status: 422, scope: 'run', retry: false } as const;
const copyAgain = {
  en: 'Copy the file again; if it cannot be unpacked elsewhere either, ask for a new export. Then import again.',
  zh: '请重新复制文件；若用其他软件也无法解压，请部门重新导出。然后重新导入。',
};
const packAgain = {
  en: 'Ask the department to pack the exported files alone, without a password, into one zip file.',
  zh: '请部门只将导出的文件打包为一个 zip 文件，不加密码。',
};

/** What can be wrong with a compressed delivery, before any format looks at what is inside. */
export const archiveErrors = defineErrors({
  gzipTruncated: {
    ...run,
    message: { en: 'The gzip file {file} breaks off in the middle.', zh: 'gzip 文件 {file} 不完整，中途截断。' },
    fix: copyAgain,
  },
  gzipDamaged: {
    ...run,
    message: {
      en: 'The gzip file {file} is damaged: its content does not fit its checksum.',
      zh: 'gzip 文件 {file} 已损坏，内容与校验和不符。',
    },
    fix: copyAgain,
  },
  notGzip: {
    ...run,
    message: { en: 'The file {file} is called .gz, but it is not gzip.', zh: '文件 {file} 扩展名为 .gz，但不是 gzip 文件。' },
    fix: {
      en: 'Give the file the ending of what it is, or compress it with gzip; then import again.',
      zh: '请改为与内容相符的扩展名，或用 gzip 压缩，然后重新导入。',
    },
  },
  notZip: {
    ...run,
    message: { en: 'The file {file} is called .zip, but it is not a zip file.', zh: '文件 {file} 扩展名为 .zip，但不是 zip 文件。' },
    fix: {
      en: 'Give the file the ending of what it is, or pack it as zip (not RAR or 7z); then import again.',
      zh: '请改为与内容相符的扩展名，或打包为 zip（不要用 RAR 或 7z），然后重新导入。',
    },
  },
  zipDamaged: {
    ...run,
    message: { en: 'The zip file {file} is cut off or damaged.', zh: 'zip 文件 {file} 被截断或已损坏。' },
    fix: copyAgain,
  },
  zipMemberDamaged: {
    ...run,
    message: { en: 'In the zip file {file}, {member} is damaged.', zh: 'zip 文件 {file} 中的 {member} 已损坏。' },
    fix: copyAgain,
  },
  zipEncrypted: {
    ...run,
    message: { en: 'In the zip file {file}, {member} has a password.', zh: 'zip 文件 {file} 中的 {member} 设有密码。' },
    fix: packAgain,
  },
  zipPathUnsafe: {
    ...run,
    message: {
      en: 'The zip file {file} holds {member}, a path that leads out of its folder. Nothing of it was unpacked.',
      zh: 'zip 文件 {file} 中的 {member} 指向目录之外。未解压任何内容。',
    },
    fix: {
      en: 'Find out who made this file: no ordinary program packs such a path. Then ask for it to be packed again.',
      zh: '普通软件不会产生此类路径，请先核实文件来源，再请部门重新打包。',
    },
  },
  zipTooManyFiles: {
    ...run,
    message: { en: 'The zip file {file} holds more than {limit} files.', zh: 'zip 文件 {file} 内的文件超过 {limit} 个。' },
    fix: packAgain,
  },
  zipNothingWanted: {
    ...run,
    message: {
      en: 'The zip file {file} holds no file that ends in {endings}. It holds: {members}.',
      zh: 'zip 文件 {file} 中没有以 {endings} 结尾的文件。现有：{members}。',
    },
    fix: packAgain,
  },
  unpacksTooLarge: {
    ...run,
    message: { en: 'The file {file} unpacks to more than {limit} MB.', zh: '文件 {file} 解压后超过 {limit} MB。' },
    fix: {
      en: 'If so much is right, raise `maxUncompressedMb` under `format` in the YAML of this source, and import again.',
      zh: '若大小无误，请在该来源 YAML 的 `format` 中调高 `maxUncompressedMb`，然后重新导入。',
    },
  },
  unpacksSuspiciously: {
    ...run,
    message: {
      en: 'The file {file} unpacks to more than {ratio} times its size: that is no honest table, but a bomb that fills the disk.',
      zh: '文件 {file} 解压后超过原大小的 {ratio} 倍，不是正常数据，可能是压缩炸弹。',
    },
    fix: {
      en: 'Find out who made this file. If it is honest, ask for it without compression.',
      zh: '请核实文件来源；若文件无误，请部门以未压缩的形式交付。',
    },
  },
});
