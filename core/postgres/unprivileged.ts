import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { postgresErrors } from './errors.ts';

/** The account "nobody": present on every Unix, owns nothing else. */
const NOBODY = 65534;

/** How a program is started so that it is not root. */
export interface Account {
  uid?: number;
  gid?: number;
  /** Words put before the command. */
  prefix: string[];
}

/**
 * PostgreSQL refuses to run as root. As an ordinary user nothing changes. As root the server runs as "nobody"; where one of
 * the folders above it is closed to others (a temporary folder, /root), it is given the single capability to pass through them.
 *
 * @throws databaseFolderUnreachable
 */
export function unprivilegedAccount(folders: string[]): Account {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const closed = folders.find((folder) => !open(folder));
  if (closed === undefined) return { uid: NOBODY, gid: NOBODY, prefix: [] };
  if (spawnSync('setpriv', ['--version']).status !== 0) throw postgresErrors.databaseFolderUnreachable({ folder: closed });
  const capability = '+dac_read_search';
  return {
    uid: NOBODY,
    gid: NOBODY,
    prefix: [
      'setpriv',
      `--reuid=${NOBODY}`,
      `--regid=${NOBODY}`,
      '--clear-groups',
      // Without this bit the kernel hides the capability from access(2), which PostgreSQL asks before it runs a program.
      '--securebits=+no_setuid_fixup',
      `--inh-caps=${capability}`,
      `--ambient-caps=${capability}`,
      `--bounding-set=-all,${capability}`,
    ],
  };
}

/** Starts a program under the account. */
export function spawnAs(account: Account, command: string[], options: { cwd: string }): ChildProcess {
  const [program, ...rest] = [...account.prefix, ...command] as [string, ...string[]];
  // setpriv must itself be root to change the account; a plain start is changed by Node.
  const { uid, gid } = account.prefix.length > 0 ? {} : account;
  return spawn(program, rest, {
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' },
    ...(uid === undefined ? {} : { uid, gid }),
  });
}

/** Whether everybody may pass through the folder and all above it. */
function open(folder: string): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}
