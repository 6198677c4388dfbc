import { defineErrors } from '../core/errors.ts';

export const apiErrors = defineErrors({
  addressNotGiven: {
    status: 400,
    scope: 'process',
    retry: false,
    message: { en: 'No address is given, or one and a list.', zh: '未给出地址，或同时给出了单个地址和列表。' },
    fix: { en: 'Send {"address": "…"} or {"addresses": ["…"]}.', zh: '请发送 {"address": "…"} 或 {"addresses": ["…"]}。' },
  },
  requestUnusable: {
    status: 400,
    scope: 'record',
    retry: false,
    message: { en: 'The request is not in the form this route takes.', zh: '请求的格式不符合要求。' },
    fix: {
      en: 'Correct what `invalidParams` names; the form stands in /openapi.json.',
      zh: '请改正 invalidParams 所列各项；格式见 /openapi.json。',
    },
  },
  requestMalformed: {
    status: 400,
    scope: 'record',
    retry: false,
    message: { en: 'This is not an HTTP request, or its headers are too large.', zh: '这不是 HTTP 请求，或请求头过大。' },
    fix: { en: 'Send HTTP/1.1 with less than 16 kB of headers.', zh: '请使用 HTTP/1.1，且请求头小于 16 kB。' },
  },
  bodyNotJson: {
    status: 400,
    scope: 'record',
    retry: false,
    message: { en: 'The body is not JSON.', zh: '请求正文不是 JSON。' },
    fix: { en: 'Send one JSON object in UTF-8.', zh: '请发送一个 UTF-8 编码的 JSON 对象。' },
  },
  bodyTooLarge: {
    status: 413,
    scope: 'record',
    retry: false,
    message: { en: 'The body is larger than {limit} bytes.', zh: '请求正文超过 {limit} 字节。' },
    fix: { en: 'Ask in several requests.', zh: '请分多次查询。' },
  },
  mediaTypeUnsupported: {
    status: 415,
    scope: 'record',
    retry: false,
    message: { en: 'The body is not sent as application/json.', zh: '请求正文的类型不是 application/json。' },
    fix: { en: 'Send the header Content-Type: application/json.', zh: '请发送请求头 Content-Type: application/json。' },
  },
  divisionNotFound: {
    status: 404,
    scope: 'record',
    retry: false,
    message: { en: 'No division {asked} is in the table.', zh: '区划表中没有 {asked}。' },
    fix: {
      en: 'Write a code of 2, 4, 6, 9 or 12 digits, or a full name such as 鄞州区.',
      zh: '请写2、4、6、9或12位代码，或完整名称，如鄞州区。',
    },
  },
  routeNotFound: {
    status: 404,
    scope: 'record',
    retry: false,
    message: { en: 'There is no such route.', zh: '没有这个接口。' },
    fix: { en: 'See /openapi.json for what there is.', zh: '可用接口见 /openapi.json。' },
  },
  methodNotAllowed: {
    status: 405,
    scope: 'record',
    retry: false,
    message: { en: 'This route answers to {allowed} only.', zh: '该接口只接受 {allowed}。' },
    fix: { en: 'Use {allowed}.', zh: '请使用 {allowed}。' },
  },
  storeUnavailable: {
    status: 503,
    scope: 'process',
    retry: true,
    message: { en: 'The hub cannot reach its database just now.', zh: '系统暂时无法访问数据库。' },
    fix: { en: 'Try again shortly; if it lasts, tell the administrator.', zh: '请稍后重试；如持续出现，请通知管理员。' },
  },
  internalError: {
    status: 500,
    scope: 'process',
    retry: false,
    message: { en: 'The hub failed on this request.', zh: '系统处理该请求时出错。' },
    fix: {
      en: 'Tell the administrator the `instance` of this answer; the log has it too.',
      zh: '请将此答复中的 instance 告知管理员，日志中可查到。',
    },
  },
  addressUnusable: {
    status: 500,
    scope: 'process',
    retry: false,
    message: { en: 'The hub cannot listen on {host}:{port}: {reason}.', zh: '无法在 {host}:{port} 上监听：{reason}。' },
    fix: {
      en: 'Stop the program that holds the port, or set SANKU_PORT or SANKU_HOST.',
      zh: '请停止占用该端口的程序，或设置 SANKU_PORT、SANKU_HOST。',
    },
  },
});
