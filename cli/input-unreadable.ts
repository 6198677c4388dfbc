import { systemTrouble } from '../core/system-trouble.ts';
import { cliErrors } from './errors.ts';

/** For the `catch` of what opens a file that the user named. @throws inputUnreadable */
export function inputUnreadable(file: string): (error: unknown) => never {
  return (error) => {
    throw cliErrors.inputUnreadable({ file, reason: systemTrouble(error) }, error);
  };
}
