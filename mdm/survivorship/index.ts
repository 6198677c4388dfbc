import { readdir } from 'node:fs/promises';
import { mdmErrors } from '../errors.ts';
import type { SurvivorshipRule } from './rule.ts';

export type { RankParts, SurvivorshipRule } from './rule.ts';

/** Every rule of this folder by its name: the folder is the registry. */
export async function loadSurvivorshipRules(): Promise<Record<string, SurvivorshipRule>> {
  const own = new Set(['index.ts', 'rule.ts']);
  const files = (await readdir(import.meta.dirname))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !own.has(file))
    .sort();
  const rules: Record<string, SurvivorshipRule> = {};
  for (const file of files) {
    const { rule } = (await import(`./${file}`)) as { rule: SurvivorshipRule };
    if (`${rule.name}.ts` !== file) throw mdmErrors.ruleMisnamed({ file, name: rule.name });
    rules[rule.name] = rule;
  }
  return rules;
}
