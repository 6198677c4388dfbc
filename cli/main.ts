/** START HERE. The command line: read the words, open what the command needs, run it, print its result, leave the hub whole. */
import { CommanderError } from 'commander';
import type { ExitCode } from './command.ts';
import { Context } from './context.ts';
import { cliErrors } from './errors.ts';
import { watchInterrupt } from './interrupt.ts';
import { loadCommands } from './load-commands.ts';
import { openLog } from './open-log.ts';
import { type Call, createProgram } from './program.ts';
import { type ErrorReport, reportError } from './report-error.ts';
import { type Environment, languageOf, readSettings, type Settings } from './settings.ts';
import { usageError } from './usage-error.ts';
import { VERSION } from './version.ts';

/** After an interrupt the process ends, whatever hangs. */
const LONGEST_LEAVE_MS = 20_000;

// A reader that has seen enough (`| head`) is no failure; a command that still runs lets go of everything first.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE' && process.listenerCount('SIGHUP') > 0) process.emit('SIGHUP');
  else process.exit(error.code === 'EPIPE' ? 0 : 1);
});
// Nobody listens to progress any more; the work goes on.
process.stderr.on('error', () => undefined);

/** Runs one command line. Never throws; the result is the exit code. */
export async function main(words: string[], environment: Environment = process.env): Promise<ExitCode> {
  const early = earlySettings(words, environment);
  try {
    const call = await understand(words, early);
    if (call === undefined) return 0;
    return await run(call, readSettings(call.request.options, environment));
  } catch (error) {
    return printError(await reportError(error, early), early);
  }
}

/** What decides how an error in the command line itself is told, before the command line is understood. */
function earlySettings(words: string[], environment: Environment): Settings {
  const at = words.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const named = at === -1 ? environment['SANKU_LANG'] : (words[at]!.split('=')[1] ?? words[at + 1]);
  const settings = readSettings({ json: words.includes('--json'), verbose: words.includes('--verbose') }, environment);
  return { ...settings, language: languageOf(named, environment) };
}

/** @returns undefined when help or the version was asked for, and printed. */
async function understand(words: string[], { language, environment }: Settings): Promise<Call | undefined> {
  let call: Call | undefined;
  const commands = await loadCommands(words);
  const program = createProgram({ commands, language, version: VERSION, called: (found) => (call = found) });
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    throw usageError(error, commands.some(({ name }) => name === words[0]) ? words[0]! : '');
  }
  const asked = call?.request.options['lang'] ?? environment['SANKU_LANG'];
  if (typeof asked === 'string' && !/^(en|zh)/i.test(asked)) throw cliErrors.languageUnknown({ language: asked });
  return call;
}

async function run({ command, request }: Call, settings: Settings): Promise<ExitCode> {
  const log = openLog(settings, command.logLevel ?? 'warn');
  const interrupt = watchInterrupt();
  const context = new Context({ settings, log, interrupted: interrupt.happened });
  // Thrown where nobody can catch it: nothing more can be relied on, also not an orderly end. What was cut off by an interrupt fails
  // like that as well, while the database is being left: that goes on.
  const onFault = (error: unknown) => {
    if (interrupt.isInterrupted) return;
    context.progress.clear();
    void reportError(error, settings)
      .then((report) => printError(report, settings))
      .then((code) => process.exit(code));
  };
  process.on('uncaughtException', onFault);
  try {
    const result = await Promise.race([command.run!(context, request), interrupt.happened]);
    if (result === 'interrupted') return await leave(context);
    await context.close({ isInterrupted: false });
    if (settings.isJson) await print(`${JSON.stringify(result.json, null, 2)}\n`);
    else if (result.text !== undefined && result.text !== '') await print(`${result.text}\n`);
    return result.exitCode ?? 0;
  } catch (error) {
    if (interrupt.isInterrupted) return await leave(context);
    context.progress.clear();
    await context.close({ isInterrupted: false });
    return await printError(await reportError(error, settings), settings);
  } finally {
    process.off('uncaughtException', onFault);
    interrupt.stop();
  }
}

/** Interrupted: nothing half done counts, so it is enough to let go of everything. */
async function leave(context: Context): Promise<ExitCode> {
  setTimeout(() => process.exit(130), LONGEST_LEAVE_MS).unref();
  context.say({ en: 'Interrupted; closing. The same command again goes on.', zh: '已中断，正在关闭。重新运行同一命令即可继续。' });
  await context.close({ isInterrupted: true });
  return 130;
}

async function printError({ exitCode, text, json }: ErrorReport, { isJson }: Settings): Promise<ExitCode> {
  process.stderr.write(`${text}\n`);
  if (isJson) await print(`${JSON.stringify(json, null, 2)}\n`);
  return exitCode;
}

function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}
