import { defineErrors } from '../../../core/errors.ts';

// What is told of an address is never its query, which may be a secret. `retry`: it is tried again at once, and by the schedule.
const run = { status: 502, scope: 'run', retry: false } as const;

export const httpErrors = defineErrors({
  httpUnreachable: {
    ...run,
    retry: true,
    message: { en: 'The address {address} cannot be reached: {reason}.', zh: '无法连接 {address}：{reason}。' },
    fix: {
      en: 'Check `transport.url` of the source, the name service and the firewall; then import again. The schedule tries again by itself.',
      zh: '请检查来源的 `transport.url`、域名解析和防火墙，然后重新导入；计划任务会自动再试。',
    },
  },
  httpTooSlow: {
    ...run,
    status: 504,
    retry: true,
    message: {
      en: '{address} did not {what} within {seconds} s.',
      zh: '{address} 在 {seconds} 秒内{whatZh}。',
    },
    fix: {
      en: 'Ask the department whether its server is up. If it is only slow, raise `transport.{setting}` of the source.',
      zh: '请向部门确认服务器是否正常；若只是较慢，请调高来源的 `transport.{setting}`。',
    },
  },
  httpUnavailable: {
    ...run,
    retry: true,
    message: { en: '{address} answers {status}: the server has trouble.', zh: '{address} 返回 {status}：服务器异常。' },
    fix: {
      en: 'Tell the department; the schedule tries again by itself.',
      zh: '请告知部门；计划任务会自动再试。',
    },
  },
  httpRefused: {
    ...run,
    message: { en: '{address} answers {status}: it does not hand the file out.', zh: '{address} 返回 {status}：拒绝提供文件。' },
    fix: {
      en: '401 and 403: check `transport.headers` and the secret named there. 404: check `transport.url`. Then import again.',
      zh: '401、403：请检查 `transport.headers` 及其中的口令；404：请检查 `transport.url`。然后重新导入。',
    },
  },
  httpNotData: {
    ...run,
    message: {
      en: '{address} answers with a web page ({evidence}) instead of data.',
      zh: '{address} 返回的是网页（{evidenceZh}），不是数据。',
    },
    fix: {
      en: 'Open the address in a browser: mostly it is a page to log in, or one that says what is wrong. Correct `transport.url` or `transport.headers`, then import again.',
      zh: '请在浏览器中打开该地址：多为登录页或错误提示页。更正 `transport.url` 或 `transport.headers` 后重新导入。',
    },
  },
  httpTooLarge: {
    ...run,
    message: { en: '{address} sends more than {limit} MB.', zh: '{address} 发送的内容超过 {limit} MB。' },
    fix: {
      en: 'If the file is honest, raise `transport.maxMb` of the source.',
      zh: '若文件无误，请调高来源的 `transport.maxMb`。',
    },
  },
  httpCutOff: {
    ...run,
    retry: true,
    message: {
      en: '{address} did not send the file whole: {reason}. Nothing of it was taken in.',
      zh: '{address} 未完整发送文件：{reasonZh}。未导入任何内容。',
    },
    fix: {
      en: 'Import again; if it stays so, the department must correct its server.',
      zh: '请重新导入；若仍如此，请部门修正其服务器。',
    },
  },
  httpLengthUnknown: {
    ...run,
    message: {
      en: '{address} does not say how long the file is, so nobody can tell whether it came whole.',
      zh: '{address} 未说明文件长度，无法判断是否完整。',
    },
    fix: {
      en: 'Ask the department to send Content-Length or chunks. If that cannot be, set `transport.acceptWithoutLength: true`.',
      zh: '请部门发送 Content-Length 或分块传输；若无法做到，请设置 `transport.acceptWithoutLength: true`。',
    },
  },
  httpPackingUnknown: {
    ...run,
    message: { en: '{address} sends the file packed as {encoding}, which is not read.', zh: '{address} 以 {encoding} 压缩发送，不支持。' },
    fix: { en: 'Ask the department to send it plain or as gzip.', zh: '请部门不压缩或以 gzip 发送。' },
  },
  httpTooManyRedirects: {
    ...run,
    message: { en: '{address} leads from one address to the next, more than {limit} times.', zh: '{address} 重定向超过 {limit} 次。' },
    fix: {
      en: 'Open the address in a browser and write the one where it ends as `transport.url`.',
      zh: '请在浏览器中打开该地址，将最终地址写入 `transport.url`。',
    },
  },
  httpRedirectUnfit: {
    ...run,
    message: {
      en: '{address} leads to {target}, which is not followed: {reason}.',
      zh: '{address} 重定向到 {target}，不予跟随：{reasonZh}。',
    },
    fix: {
      en: 'If the new address is right, write it as `transport.url` of the source.',
      zh: '若新地址无误，请写入来源的 `transport.url`。',
    },
  },
});
