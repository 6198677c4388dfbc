import { Type } from 'typebox';

const both = (en: string, zh: string) => ({ description: `${en}\n\n${zh}` });

export const httpSettings = Type.Object(
  {
    url: Type.String({
      pattern: '^https?://[^\\s]+$',
      ...both('The address; {date} in it becomes the day, as 2026-10-01.', '地址；其中的 {date} 换为当日日期，如 2026-10-01。'),
    }),
    headers: Type.Optional(
      Type.Unsafe<Record<string, string>>({
        type: 'object',
        propertyNames: { pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$" },
        additionalProperties: { type: 'string' },
        ...both(
          'Headers of the request, such as Authorization: "Bearer ${secret:NAME}". They go to no other host.',
          '请求头，例如 Authorization: "Bearer ${secret:NAME}"；不会发送给其他主机。',
        ),
      }),
    ),
    asOf: Type.Optional(
      Type.Enum(['name', 'last-modified', 'today', 'yesterday'], {
        ...both(
          'The day for which the file is true. name: as in residents.2026-10-01.csv. Absent: that, else Last-Modified, else today.',
          '数据日期。name：取自文件名（如 residents.2026-10-01.csv）。不写：依次取文件名、Last-Modified、当日。',
        ),
      }),
    ),
    maxMb: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        default: 4096,
        ...both('A larger file is refused. Default 4096.', '超过此大小（MB）则拒收，默认 4096。'),
      }),
    ),
    connectSeconds: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        default: 10,
        ...both('Longest wait for a connection. Default 10.', '建立连接的最长等待，默认 10。'),
      }),
    ),
    idleSeconds: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        default: 60,
        ...both('Longest silence of the server. Default 60.', '服务器最长无响应时间，默认 60。'),
      }),
    ),
    wholeSeconds: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        default: 3600,
        ...both('Longest time for one attempt. Default 3600.', '单次尝试的最长时间，默认 3600。'),
      }),
    ),
    attempts: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 20, default: 4, ...both('How often it is tried. Default 4.', '最多尝试次数，默认 4。') }),
    ),
    acceptWithoutLength: Type.Optional(
      Type.Boolean({
        default: false,
        ...both(
          'Also take a file whose length the server does not say: it may be half. Default false.',
          '服务器未说明长度时也接受（可能不完整），默认 false。',
        ),
      }),
    ),
  },
  { additionalProperties: false },
);

/** The settings with their defaults. */
export interface HttpSettings {
  url: string;
  headers: Record<string, string>;
  asOf: 'name' | 'last-modified' | 'today' | 'yesterday' | undefined;
  maxMb: number;
  connectSeconds: number;
  idleSeconds: number;
  wholeSeconds: number;
  attempts: number;
  acceptWithoutLength: boolean;
}

export function withDefaults(settings: Record<string, unknown>): HttpSettings {
  const defaults = { headers: {}, maxMb: 4096, connectSeconds: 10, idleSeconds: 60, wholeSeconds: 3600, attempts: 4 };
  return { asOf: undefined, acceptWithoutLength: false, ...defaults, ...settings } as HttpSettings;
}

/** What may be told of an address: without its query and its password, which may be secrets. */
export function addressOf({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`;
}
