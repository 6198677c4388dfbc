import { type LinkageSettings, type LinkProgress, STAGE_NAMES } from '../../hub-linkage.ts';
import type { CommandOption, CommandRequest } from '../command.ts';
import type { Context } from '../context.ts';
import { cliErrors } from '../errors.ts';

export const MODEL_OPTION: CommandOption = {
  flags: '--model <file>',
  says: { en: 'model as YAML, or the JSON that `sanku train` wrote', zh: 'YAML 模型，或 `sanku train` 写出的 JSON' },
  mandatory: true,
};

export const MEMORY_OPTION: CommandOption = {
  flags: '--memory <MB>',
  says: { en: 'cap on the memory of DuckDB; beyond it, work spills to disk', zh: 'DuckDB 内存上限（MB），超出部分写入磁盘' },
};

export const SQL_OPTION: CommandOption = {
  flags: '--sql',
  says: { en: 'print each statement before it runs', zh: '执行前打印每条语句' },
};

export const FILES_WORD = {
  name: '<files...>',
  says: {
    en: 'CSV or TSV with a header, also .gz; UTF-8, GB18030 or UTF-16',
    zh: '带表头的 CSV 或 TSV，可为 .gz；UTF-8、GB18030 或 UTF-16',
  },
};

/** What every use of the engine takes from the command line. @throws numberWrong */
export function linkageSettings(context: Context, options: CommandRequest['options']): LinkageSettings {
  const { log, settings } = context;
  const memory = options['memory'];
  if (memory !== undefined && !/^[1-9]\d{1,6}$/.test(String(memory))) {
    throw cliErrors.numberWrong({ option: '--memory', value: String(memory), example: 512 });
  }
  return {
    log,
    ...(memory === undefined ? {} : { memoryMb: Number(memory) }),
    ...(settings.printsSql ? { print: (text) => context.say(text) } : {}),
    onProgress: followLink(context),
  };
}

/** Shows each stage, and where it goes over pairs how many are done and how long the rest will take. */
function followLink(context: Context): (progress: LinkProgress) => void {
  let last = '';
  return ({ stage, done, total }) => {
    const share = done === undefined || total === undefined || total === 0 ? undefined : Math.min(1, done / total);
    // In a pipe ten lines a stage are enough.
    const place = `${stage} ${share === undefined ? '' : Math.floor(share * (process.stderr.isTTY ? 1000 : 10))}`;
    if (place === last) return;
    if (!last.startsWith(`${stage} `)) context.progress.begin();
    last = place;
    const says = context.text(STAGE_NAMES[stage]);
    if (share === undefined) return context.progress.show({ says });
    const [number, all] = [done!, total!].map((pairs) => Math.round(pairs).toLocaleString('en'));
    const pairs = context.text({ en: `${number} of ${all} pairs`, zh: `${number} / ${all} 对` });
    context.progress.show({ says: `${says}  ${pairs}`, share });
  };
}
