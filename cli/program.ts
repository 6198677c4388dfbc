import { Command as Commander, Option } from 'commander';
import type { Bilingual } from '../core/errors.ts';
import type { Command, CommandOption, CommandRequest } from './command.ts';
import type { Language } from './settings.ts';

/** The command that was called, with what it was given. */
export interface Call {
  command: Command;
  request: CommandRequest;
}

const GLOBAL_OPTIONS: CommandOption[] = [
  {
    flags: '--data <folder>',
    says: { en: 'everything the hub keeps (SANKU_DATA, default ./data)', zh: '数据目录（SANKU_DATA，默认 ./data）' },
  },
  {
    flags: '--config <folder>',
    says: { en: 'configuration; remembered for later commands (SANKU_CONFIG)', zh: '配置目录，后续命令沿用（SANKU_CONFIG）' },
  },
  { flags: '--json', says: { en: 'one JSON document on stdout', zh: '在标准输出给出一个 JSON 文档' } },
  { flags: '--lang <language>', says: { en: 'en or zh (SANKU_LANG, LANG)', zh: 'en 或 zh（SANKU_LANG、LANG）' } },
  { flags: '--verbose', says: { en: 'show logs, and where an error arose', zh: '显示日志及出错位置' } },
];

const SUMMARY: Bilingual = {
  en: 'Sanku (三库): one true record of every person, company and house of a city.',
  zh: '三库：为一座城市的每个人、每家法人、每处房屋保存一份真实记录。',
};

interface ProgramRequest {
  commands: readonly Command[];
  language: Language;
  version: string;
  called: (call: Call) => void;
}

/** The whole command line. Help goes to stdout, usage errors are thrown as CommanderError. */
export function createProgram({ commands, language, version, called }: ProgramRequest): Commander {
  const program = new Commander('sanku');
  program.description(SUMMARY[language]).version(version, '--version');
  for (const option of GLOBAL_OPTIONS) program.addOption(new Option(option.flags, option.says[language]));
  for (const command of commands) program.addCommand(build(command, { language, called }));
  prepare(program);
  return program;
}

function build(command: Command, request: Pick<ProgramRequest, 'language' | 'called'>): Commander {
  const { language, called } = request;
  const built = new Commander(command.name).description(command.summary[language]);
  for (const { name, says } of command.words ?? []) built.argument(name, says[language]);
  for (const option of command.options ?? []) built.addOption(toOption(option, language));
  if (command.details !== undefined) built.addHelpText('after', `\n${command.details[language]}`);
  for (const subcommand of command.subcommands ?? []) {
    built.addCommand(build(subcommand, request), { isDefault: subcommand.isDefault === true });
  }
  if (command.run !== undefined) {
    built.action((...given: unknown[]) => {
      // Commander hands over the positional words, then the options, then itself.
      const words = given
        .slice(0, -2)
        .flat()
        .filter((word): word is string => typeof word === 'string');
      called({ command, request: { words, options: built.optsWithGlobals() } });
    });
  }
  prepare(built);
  return built;
}

function toOption({ flags, says, mandatory, choices, default: preset }: CommandOption, language: Language): Option {
  const option = new Option(flags, says[language]).makeOptionMandatory(mandatory === true);
  if (choices !== undefined) option.choices(choices);
  return preset === undefined ? option : option.default(preset);
}

function prepare(command: Commander): void {
  command
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeErr: () => undefined });
  command.showSuggestionAfterError(true);
}
