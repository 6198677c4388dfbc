import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from './command.ts';

const FOLDER = path.join(import.meta.dirname, 'commands');

/**
 * The commands that a command line may mean, by name: the one that its first word names, else all. Every file of the folder is one, and brings
 * along all that it works with: a command does not wait for what only others need.
 */
export async function loadCommands(words: readonly string[]): Promise<Command[]> {
  const names = (await readdir(FOLDER)).filter((file) => /^[a-z-]+\.ts$/.test(file)).map((file) => file.slice(0, -'.ts'.length));
  const [first = ''] = words;
  const wanted = first === '--version' ? [] : names.includes(first) ? [first] : names.sort();
  const commands: Command[] = [];
  for (const name of wanted) {
    const { command } = (await import(pathToFileURL(path.join(FOLDER, `${name}.ts`)).href)) as { command: Command };
    commands.push(command);
  }
  return commands;
}
