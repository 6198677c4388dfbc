/**
 * Makes the Python virtual environment in which `npm run bench:link` runs Splink. Outside the hub's own installation: nothing here needs Python.
 *
 *   node test/bench/peers/make-environment.ts FOLDER      needs python3 (3.10 or later, with venv) and a package index that pip can reach
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const REQUIREMENTS = path.join(import.meta.dirname, 'requirements.txt');

function run(says: string, program: string, words: string[]): void {
  console.log(`${says}\n  ${[program, ...words].join(' ')}`);
  execFileSync(program, words, { stdio: 'inherit' });
}

function main(): void {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error('name the folder of the environment: node test/bench/peers/make-environment.ts FOLDER');
  const python = path.join(path.resolve(folder), process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (!existsSync(python)) run(`making a virtual environment in ${folder}`, 'python3', ['-m', 'venv', path.resolve(folder)]);
  run(`installing the versions of ${REQUIREMENTS}`, python, ['-m', 'pip', 'install', '--quiet', '--requirement', REQUIREMENTS]);
  run('what is installed', python, [
    '-c',
    'import splink, duckdb, pandas; print("splink", splink.__version__, "duckdb", duckdb.__version__, "pandas", pandas.__version__)',
  ]);
  console.log(`ready: npm run bench:link -- --peer ${folder}`);
}

main();
