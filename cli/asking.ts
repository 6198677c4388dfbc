/** How commands ask for people's values: with a key, a purpose and a user, through the same gate and log as over HTTP. */
import type { Visit } from '../access/index.ts';
import { isSankuError, type SankuError } from '../core/errors.ts';
import { type CommandOption, type CommandRequest, textOption } from './command.ts';
import type { Context } from './context.ts';
import { cliErrors } from './errors.ts';

export const ASKING_OPTIONS: CommandOption[] = [
  { flags: '--purpose <word>', says: { en: 'for what it is needed, as granted to the key', zh: '用途，须为密钥获准的用途' } },
  { flags: '--user <name>', says: { en: 'who asks', zh: '操作人' } },
  { flags: '--case-number <text>', says: { en: 'the matter it is for', zh: '事项编号' } },
];

/** What the gate says of a missing header, said of the command line. */
const OWN_WORDS: Record<string, () => SankuError> = {
  purposeMissing: () => cliErrors.purposeNotGiven(),
  userMissing: () => cliErrors.userNotGiven(),
};

/** On the command line the key stands in no header. */
const KEY_REFUSED = {
  en: 'Set SANKU_KEY to a key made by `sanku keys create` on this data folder (--data); `sanku keys list` shows which are revoked.',
  zh: '请将环境变量 SANKU_KEY 设为在本数据目录（--data）用 `sanku keys create` 生成的密钥；`sanku keys list` 可查看已吊销的密钥。',
};

interface Question<T> {
  /** Its name in the access log; the same as over HTTP. */
  action: string;
  about(visit: Visit): Promise<T>;
}

/** Lets the caller in and asks. Refusals are logged by the gate. @throws every error of the gate */
export async function ask<T>(context: Context, { options }: CommandRequest, { action, about }: Question<T>): Promise<T> {
  const { gate } = await context.hub();
  const key = context.settings.environment['SANKU_KEY'];
  const who = {
    key,
    purpose: textOption(options, 'purpose'),
    user: textOption(options, 'user'),
    caseNumber: textOption(options, 'caseNumber'),
  };
  try {
    return await about(await gate.admit(who, action));
  } catch (error) {
    if (!isSankuError(error)) throw error;
    if (error.code === 'unauthenticated' && (key ?? '') === '') throw cliErrors.keyNotGiven({}, error);
    if (error.code === 'unauthenticated') throw error.withFix(KEY_REFUSED);
    throw OWN_WORDS[error.code]?.() ?? error;
  }
}
