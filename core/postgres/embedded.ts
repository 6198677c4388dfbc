import { createHash, randomBytes } from 'node:crypto';
import { chownSync, existsSync } from 'node:fs';
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../is-alive.ts';
import { postgresBinaries } from './binaries.ts';
import { postgresErrors } from './errors.ts';
import { type Account, spawnAs, unprivilegedAccount } from './unprivileged.ts';

const USER = 'sanku';
const PORT = 5432;
const START_TIMEOUT_MS = 60_000;
/** How long the sessions of a killed server may take to notice and to let go of its memory. */
const LEFTOVER_TIMEOUT_MS = 60_000;
/** Larger than any process id: the largest is 2^22. */
const NOBODY = 2 ** 22 + 1;
/** Longest path of a Unix socket that every platform takes. */
const MAX_SOCKET_PATH = 100;

/**
 * Settings of the hub's own server: bulk loads into fresh tables write no log (wal_level minimal), look-ups are short,
 * and everything fits beside DuckDB on an ordinary machine.
 */
const SETTINGS: Record<string, string> = {
  listen_addresses: '',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  shared_buffers: '256MB',
  // An index that many keys go into is built faster from what the processor's cache holds.
  maintenance_work_mem: '64MB',
  work_mem: '32MB',
  max_connections: '60',
  jit: 'off',
  // Tables lie in memory or on solid disks: a few thousand rows are fetched by index, not by reading a wide table whole.
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'off',
  // Values must not reach the server's log with a failing statement.
  log_min_error_statement: 'panic',
};

export interface EmbeddedOptions {
  /** The hub's data folder; the server lives in its `postgres/`. */
  dataFolder: string;
  settings?: Record<string, string>;
}

export interface EmbeddedServer {
  /** Socket folder for PostgreSQL clients. */
  socketFolder: string;
  port: number;
  user: string;
  password: string;
  processId: number;
  /** Leaves the server; the last one to leave stops it. */
  leave(): Promise<void>;
}

interface Place {
  root: string;
  cluster: string;
  socketFolder: string;
  members: string;
  logFile: string;
  binaries: string;
  account: Account;
  settings: Record<string, string>;
}

/**
 * Starts the data folder's own PostgreSQL, or joins it where it runs already (also after its starter was killed).
 *
 * @throws databaseBinariesMissing, databaseFolderUnreachable, databaseNotStarted
 */
export async function joinEmbeddedServer({ dataFolder, settings = {} }: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = await preparePlace(dataFolder, settings);
  return locked(place, async () => {
    if (!existsSync(place.cluster)) await initialise(place);
    if (!(await running(place))) await start(place);
    // One file per joining: a process may hold several.
    const me = path.join(place.members, `${process.pid}-${randomBytes(4).toString('hex')}`);
    await writeFile(me, '');
    return {
      socketFolder: place.socketFolder,
      port: PORT,
      user: USER,
      password: await readFile(path.join(place.root, 'password'), 'utf8'),
      processId: (await serverProcess(place)) ?? 0,
      leave: () => leave(place, me),
    };
  });
}

async function preparePlace(dataFolder: string, settings: Record<string, string>): Promise<Place> {
  const root = path.resolve(dataFolder, 'postgres');
  const binaries = await postgresBinaries();
  const inside = path.join(root, 'socket');
  const short = path.join(tmpdir(), `sanku-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`);
  const socketFolder = `${inside}/.s.PGSQL.${PORT}`.length <= MAX_SOCKET_PATH ? inside : short;
  const members = path.join(root, 'members');
  for (const folder of [root, members, socketFolder]) await mkdir(folder, { recursive: true, mode: 0o700 });
  const account = unprivilegedAccount([path.dirname(root), binaries]);
  if (account.uid !== undefined) for (const folder of [root, socketFolder]) chownSync(folder, account.uid, account.gid!);
  return {
    root,
    cluster: path.join(root, 'cluster'),
    socketFolder,
    members,
    logFile: path.join(root, 'server.log'),
    binaries,
    account,
    settings: { ...SETTINGS, ...settings, unix_socket_directories: socketFolder },
  };
}

/**
 * Made beside its final place and renamed, so that an interrupted initialisation leaves nothing half made. Each has a folder of
 * its own: the initdb of a killed process may still be writing into that of before.
 */
async function initialise(place: Place): Promise<void> {
  for (const entry of await readdir(place.root)) {
    if (entry.startsWith('cluster.new')) await rm(path.join(place.root, entry), { recursive: true, force: true }).catch(() => undefined);
  }
  const fresh = `${place.cluster}.new-${randomBytes(4).toString('hex')}`;
  const passwordFile = path.join(place.root, 'password');
  await writeFile(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
  if (place.account.uid !== undefined) chownSync(passwordFile, place.account.uid, place.account.gid!);
  await run(place, 'initdb', [
    '-D',
    fresh,
    '-U',
    USER,
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale=C',
  ]);
  await rename(fresh, place.cluster);
}

async function start(place: Place): Promise<void> {
  const options = Object.entries(place.settings).map(([key, value]) => `-c ${key}='${value}'`);
  const wait = ['-w', '-t', String(START_TIMEOUT_MS / 1000)];
  const deadline = Date.now() + ((await disownDeadServer(place)) ? LEFTOVER_TIMEOUT_MS : 0);
  for (;;) {
    try {
      return await run(place, 'pg_ctl', ['start', '-D', place.cluster, '-l', place.logFile, ...wait, '-o', options.join(' ')]);
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(200);
    }
  }
}

/**
 * A killed server leaves its process file. PostgreSQL replaces it, but waits for ever where nobody collects the dead process
 * (containers): its number still counts as taken. So the number is changed; the rest of the file, by which PostgreSQL makes sure
 * that no session of the dead server still writes, stays.
 *
 * @returns whether there was such a file
 */
async function disownDeadServer(place: Place): Promise<boolean> {
  const pid = await serverProcess(place);
  if (pid === undefined) return false;
  const file = path.join(place.cluster, 'postmaster.pid');
  const [, ...rest] = (await readFile(file, 'utf8')).split('\n');
  if (!isAlive(pid)) await writeFile(file, [NOBODY, ...rest].join('\n'));
  return true;
}

/** Whether a living server owns the cluster; a stale process file is left for PostgreSQL itself to judge. */
async function running(place: Place): Promise<boolean> {
  const pid = await serverProcess(place);
  if (pid === undefined || !isAlive(pid)) return false;
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && isAlive(pid)) {
    const status = (await readFile(path.join(place.cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[7]?.trim();
    if (status === 'ready') return true;
    await sleep(50);
  }
  return false;
}

async function serverProcess(place: Place): Promise<number | undefined> {
  const text = await readFile(path.join(place.cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

async function leave(place: Place, me: string): Promise<void> {
  await locked(place, async () => {
    await rm(me, { force: true });
    for (const member of await readdir(place.members)) {
      if (isAlive(Number.parseInt(member, 10))) return;
      await rm(path.join(place.members, member), { force: true });
    }
    if (await running(place)) await run(place, 'pg_ctl', ['stop', '-D', place.cluster, '-m', 'fast', '-w', '-t', '60']);
  });
}

/** One process at a time joins or leaves. The lock is a file with its holder's process id; a dead holder's lock is taken over. */
async function locked<T>(place: Place, work: () => Promise<T>): Promise<T> {
  const lock = path.join(place.root, 'joining.lock');
  // Linked from a whole file: a process killed while it takes the lock must not leave one that names nobody.
  const mine = path.join(place.root, `joining-${process.pid}-${randomBytes(4).toString('hex')}`);
  await writeFile(mine, String(process.pid));
  try {
    while (!(await taken(mine, lock))) {
      // The folder itself may have been removed while the hub ran: then nobody will ever hand the lock over.
      if (!existsSync(place.root))
        throw postgresErrors.databaseNotStarted({ folder: place.root, reason: 'the folder is gone', logFile: place.logFile });
      const holder = Number(await readFile(lock, 'utf8').catch(() => '0'));
      if (holder > 0 && !isAlive(holder)) await rm(lock, { force: true });
      else await sleep(30);
    }
  } finally {
    await rm(mine, { force: true });
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function taken(mine: string, lock: string): Promise<boolean> {
  return link(mine, lock).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );
}

async function run(place: Place, program: string, words: string[]): Promise<void> {
  const child = spawnAs(place.account, [path.join(place.binaries, 'bin', program), ...words], { cwd: place.root });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    // 'exit', not 'close': the server that pg_ctl leaves behind keeps the pipes open.
    child.once('exit', resolve);
  });
  child.stdout?.destroy();
  child.stderr?.destroy();
  if (code === 0) return;
  const reason = output.trim().split('\n').slice(-3).join(' ');
  throw postgresErrors.databaseNotStarted({ folder: place.root, reason, logFile: place.logFile });
}
