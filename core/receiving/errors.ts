import { defineErrors } from '../errors.ts';

const run = { scope: 'run', retry: false } as const;

export const receivingErrors = defineErrors({
  uploadTooLarge: {
    ...run,
    status: 413,
    message: { en: 'The file is larger than {limit} MB.', zh: '文件超过 {limit} MB。' },
    fix: {
      en: 'Compress it (gzip or zip), or ask the administrator to raise `maxUploadMb` in hub.yaml.',
      zh: '请压缩（gzip 或 zip）后上传，或请管理员调高 hub.yaml 中的 `maxUploadMb`。',
    },
  },
  uploadBrokenOff: {
    ...run,
    status: 400,
    retry: true,
    message: { en: 'The upload broke off after {bytes} bytes; nothing of it was kept.', zh: '上传在 {bytes} 字节后中断，未保留任何内容。' },
    fix: { en: 'Send the whole file again.', zh: '请重新上传完整文件。' },
  },
  uploadEmpty: {
    ...run,
    status: 400,
    message: { en: 'The upload holds no file: its body is empty.', zh: '上传内容为空。' },
    fix: { en: "Send the file's bytes as the body of the request.", zh: '请将文件内容作为请求正文发送。' },
  },
});
