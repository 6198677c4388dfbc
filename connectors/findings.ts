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
  return { code, severity, message: { en: fill(message.en, details), zh: fill(message.zh, details) } };
}
