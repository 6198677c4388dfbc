/** The repository's modules and what each imports, as dependency-cruiser reads them with the swc parser. */
import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';

export const ROOT = path.resolve(import.meta.dirname, '..');

export interface Import {
  from: string;
  /** Path in the repository, `node:…`, or the name of a package. */
  to: string;
  isLibrary: boolean;
  isTypeOnly: boolean;
  /** Part of a cycle. */
  isCircular: boolean;
}

/** Every file of ours with one of these endings, relative to the repository, sorted. */
export function ownFiles(endings: string): string[] {
  const left = new Set(['node_modules', 'data', '.git', 'coverage']);
  return globSync(`**/*.${endings}`, { cwd: ROOT, exclude: (name) => left.has(name) }).sort();
}

/**
 * Reads all imports of all modules.
 *
 * @param planted further modules, path → text, read as if they stood in the repository
 */
export async function readImports(planted: Record<string, string> = {}): Promise<{ modules: string[]; imports: Import[] }> {
  const texts = { ...Object.fromEntries(ownFiles('ts').map((file) => [file, readFileSync(path.join(ROOT, file), 'utf8')])), ...planted };
  // A copy: the cruiser's visitor does not know `using` declarations yet, and planted modules must not stand in the repository.
  const copy = realpathSync(mkdtempSync(path.join(tmpdir(), 'sanku-modules-')));
  try {
    for (const [file, text] of Object.entries(texts)) {
      mkdirSync(path.join(copy, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(copy, file), text.replaceAll(/\b(await )?using (?=\w+ =)/g, 'const '));
    }
    copyFileSync(path.join(ROOT, 'package.json'), path.join(copy, 'package.json'));
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
    return await cruiseFolder(copy, Object.keys(texts));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function cruiseFolder(folder: string, files: string[]): Promise<{ modules: string[]; imports: Import[] }> {
  const { output } = await cruise(files, {
    parser: 'swc',
    baseDir: folder,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
    validate: true,
    ruleSet: { forbidden: [{ name: 'cycle', severity: 'error', from: {}, to: { circular: true } }] },
  });
  const own = new Set(files);
  const modules = (output as ICruiseResult).modules.filter(({ source }) => own.has(source));
  const imports = modules.flatMap(({ source, dependencies }) =>
    dependencies.map((dependency) => ({
      from: source,
      to: own.has(dependency.resolved) ? dependency.resolved : dependency.module,
      isLibrary: !own.has(dependency.resolved),
      isTypeOnly: dependency.dependencyTypes.includes('type-only'),
      isCircular: dependency.circular,
    })),
  );
  return { modules: modules.map(({ source }) => source), imports };
}
