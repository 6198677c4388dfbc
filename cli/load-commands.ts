import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from './command.ts';

const FOLDER = path.join(import.meta.dirname, 'commands');

/** All commands, by name. Every file of the folder is one. */
export async function loadCommands(): Promise<Command[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')).sort();
  const commands: Command[] = [];
  for (const file of files) {
    const { command } = (await import(pathToFileURL(path.join(FOLDER, file)).href)) as { command: Command };
    commands.push(command);
  }
  return commands;
}
