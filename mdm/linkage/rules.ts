/** Cost before work: the rules' keys, their pairs counted, blocks that are too large tightened or left out and named, too many pairs refused. */
import type { Duck } from '../../core/duckdb/duck.ts';
import { duck, join } from '../../core/duckdb/sql.ts';
import { featureKeys, type Keys, ruleKeys } from './block-keys.ts';
import { type Blocks, countPairs, tighten } from './blocks.ts';
import { chooseRules, countKeys } from './choose-rules.ts';
import { featureColumn } from './compile-model.ts';
import type { BlockingRule, LargestBlock, LinkModel, RuleFigures, TrainedModel } from './contract.ts';
import { codeColumn, dictionary } from './encode-steps.ts';
import { linkageErrors } from './errors.ts';
import type { Profiles } from './profiles.ts';

export interface PreparedRules {
  rules: BlockingRule[];
  keys: Keys[];
  blocks: Blocks[];
  figures: RuleFigures[];
  /** Pairs of profiles that all rules give, those of several rules counted several times. */
  pairs: number;
}

interface Preparing {
  db: Duck;
  model: LinkModel;
  profiles: Profiles;
  /** Rules of a frozen model. */
  frozen?: TrainedModel['rules'];
  maxBlock?: number;
  maxPairs?: number;
}

const MAX_BLOCK = 1000;
const PAIRS_PER_RECORD = 200;
const ALWAYS_ALLOWED = 20_000_000;

export async function prepareRules(preparing: Preparing): Promise<PreparedRules> {
  const { db, model, profiles, maxBlock = MAX_BLOCK } = preparing;
  const rules = [
    ...(preparing.frozen ?? model.blocking ?? chooseRules(await countKeys(db, model, profiles.totalRecords), profiles.totalRecords)),
  ];
  const prepared: PreparedRules = { rules, keys: [], blocks: [], figures: [], pairs: 0 };
  const known = new Map<string, Keys>();
  for (const rule of rules) {
    const parts: Keys[] = [];
    for (const { column, feature } of rule.parts) {
      const id = JSON.stringify([column, feature]);
      const keys = known.get(id) ?? (await featureKeys(db, model, { column: placeOf(model, column), feature }));
      known.set(id, keys);
      parts.push(keys);
    }
    const keys = ruleKeys(rule, parts, { profiles, model });
    const tightened = tighten(keys, { maxBlock, further: furtherColumns(rule, model, profiles), profiles });
    const { largest, blocks, ...counts } = tightened;
    const pairs = countPairs(blocks);
    prepared.blocks.push(blocks);
    prepared.keys.push(keys);
    prepared.figures.push({ name: rule.name, pairs, added: 0, ...counts, largest: await nameBlocks(db, { rule, model, largest }) });
    prepared.pairs += pairs;
  }
  refuseTooMany(prepared, preparing.maxPairs ?? Math.max(ALWAYS_ALLOWED, PAIRS_PER_RECORD * profiles.totalRecords));
  return prepared;
}

function placeOf(model: LinkModel, column: string): number {
  return model.columns.findIndex(({ name }) => name === column);
}

/** Codes of the columns that the rule does not look at, those with the most values first. */
function furtherColumns(rule: BlockingRule, model: LinkModel, profiles: Profiles): Uint32Array[] {
  const looked = rule.parts.map(({ column }) => placeOf(model, column));
  const others = model.columns.map((_, i) => i).filter((i) => !looked.includes(i));
  const worth = (i: number) => profiles.dictionaries[i]!.filled * Math.log2(1 + profiles.dictionaries[i]!.size);
  return others.sort((a, b) => worth(b) - worth(a) || a - b).map((i) => profiles.codes[i]!);
}

interface Naming {
  rule: BlockingRule;
  model: LinkModel;
  largest: readonly { member: number; size: number }[];
}

/** What the members of the largest blocks share, read from one member of each. */
async function nameBlocks(db: Duck, { rule, model, largest }: Naming): Promise<LargestBlock[]> {
  const named: LargestBlock[] = [];
  for (const { member, size } of largest) {
    const values = rule.parts.map(({ column, feature }, i) => {
      const place = placeOf(model, column);
      return duck`(SELECT ${featureColumn(feature)}::VARCHAR FROM ${dictionary(place)} WHERE code = p.${codeColumn(place)}) AS ${codeColumn(i)}`;
    });
    const row = await db.row<Record<string, string>>(duck`SELECT ${join(values)} FROM profile p WHERE profile = ${member}`);
    named.push({ values: Object.values(row).map(String), records: size, pairs: (size * (size - 1)) / 2 });
  }
  return named;
}

function refuseTooMany({ figures, pairs }: PreparedRules, maxPairs: number): void {
  if (pairs <= maxPairs) return;
  const worst = figures.toSorted((a, b) => b.pairs - a.pairs)[0]!;
  const block = worst.largest[0]!;
  throw linkageErrors.tooManyPairs({
    pairs: pairs.toLocaleString('en'),
    maxPairs: maxPairs.toLocaleString('en'),
    rule: worst.name,
    rulePairs: worst.pairs.toLocaleString('en'),
    values: block.values.join(', '),
    records: block.records.toLocaleString('en'),
  });
}
