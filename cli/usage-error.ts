import type { CommanderError } from 'commander';
import type { SankuError } from '../core/errors.ts';
import { cliErrors } from './errors.ts';

/** What the parser of the command line complains of, by its code. `$1`, `$2` are the words it puts between quotes. */
const IN_CHINESE: Record<string, string> = {
  'commander.unknownCommand': '没有命令 $1。',
  'commander.unknownOption': '没有选项 $1。',
  'commander.missingArgument': '缺少参数 $1。',
  'commander.optionMissingArgument': '选项 $1 缺少值。',
  'commander.missingMandatoryOptionValue': '缺少必需的选项 $1。',
  'commander.invalidArgument': '选项 $1 的值 $2 无效，请参阅帮助。',
  'commander.excessArguments': '参数过多。',
  'commander.help': '没有给出命令。',
};

/** A complaint of the command line's parser as an error of ours, in both languages, with its suggestion. */
export function usageError({ code, message }: CommanderError, command: string): SankuError {
  const [said = '', suggestion] = message.replace(/^error: /, '').split('\n');
  const near = /Did you mean (?:one of )?([^?]*)\?/.exec(suggestion ?? '')?.[1];
  const reason =
    code === 'commander.help' ? 'no command is given.' : `${said.replace(/\.$/, '')}.${near === undefined ? '' : ` Did you mean ${near}?`}`;
  const quoted = [...said.matchAll(/'([^']*)'/g)].map(([, word]) => word);
  const chinese = (IN_CHINESE[code] ?? said).replace(/\$([12])/g, (_, place: string) => quoted[Number(place) - 1] ?? '');
  return cliErrors.usageWrong({
    reason,
    reasonZh: near === undefined ? chinese : `${chinese}是否应为 ${near}？`,
    command: command === '' ? '' : `${command} `,
  });
}
