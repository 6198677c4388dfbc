import type { CommandRequest } from './command.ts';
import { cliErrors } from './errors.ts';

/** An option that is a whole number. @throws numberWrong */
export function wholeNumber(options: CommandRequest['options'], name: string): number {
  const value = options[name];
  if (typeof value === 'string' && /^\d{1,15}$/.test(value)) return Number(value);
  throw cliErrors.numberWrong({ option: `--${name}`, value: String(value), example: 1 });
}
