/** Cost before work: the rules' keys, their pairs counted, blocks that are too large tightened or left out and named, too many pairs refused. */
import type { Duck } from '../../core/duckdb/duck.ts';
import { inTwoLanes } from '../../core/duckdb/side-by-side.ts';
import { duck } from '../../core/duckdb/sql.ts';
import { featureKeys, type Keys, ruleKeys } from './block-keys.ts';
import { type Blocks, countPairs, tighten } from './blocks.ts';
import { chooseRules, countKeys, type KeyFigures } from './choose-rules.ts';
import { featureSql, placeOf } from './compile-model.ts';
import type { BlockingRule, LargestBlock, LinkModel, RuleFigures, TrainedModel } from './contract.ts';
import { dictionary } from './encode-steps.ts';
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
  const known = new Map<string, Keys>();
  const rules = [...(preparing.frozen ?? model.blocking ?? (await choose(preparing, known)))];
  const prepared: PreparedRules = { rules, keys: [], blocks: [], figures: [], pairs: 0 };
  for (const rule of rules) {
    const parts: Keys[] = [];
    for (const part of rule.parts) parts.push(await keysOf(preparing, part, known));
    const keys = ruleKeys(rule, parts, { profiles, model });
    const { largest, blocks, ...counts } = tighten(keys, { maxBlock, further: furtherColumns(rule, model, profiles), profiles });
    const pairs = countPairs(blocks);
    prepared.blocks.push(blocks);
    prepared.keys.push(keys);
    prepared.figures.push({
      name: rule.name,
      pairs,
      added: 0,
      ...counts,
      largest: await nameBlocks(db, { rule, model, profiles, largest }),
    });
    prepared.pairs += pairs;
  }
  refuseTooMany(prepared, preparing.maxPairs ?? Math.max(ALWAYS_ALLOWED, PAIRS_PER_RECORD * profiles.totalRecords));
  return prepared;
}

type Part = BlockingRule['parts'][number];

async function keysOf({ db, model, profiles }: Preparing, { column, feature }: Part, known: Map<string, Keys>): Promise<Keys> {
  const id = JSON.stringify([column, feature]);
  const place = placeOf(model, column);
  const { size } = profiles.dictionaries[place]!;
  const keys = known.get(id) ?? (await featureKeys(db, model, { column: place, size, feature }));
  known.set(id, keys);
  return keys;
}

/** Rules by counting; keeps the keys that they use. */
async function choose(preparing: Preparing, known: Map<string, Keys>): Promise<BlockingRule[]> {
  const { model, profiles } = preparing;
  const records = profiles.totalRecords;
  const figures: (KeyFigures | undefined)[] = model.blockingKeys.map(() => undefined);
  const parts = model.blockingKeys.entries();
  await inTwoLanes(preparing.db, async (db) => {
    for (const [i, part] of parts) {
      const keys = await keysOf({ ...preparing, db }, part, known);
      const { filled, pairs } = countKeys(keys, profiles.dictionaries[placeOf(model, part.column)]!);
      if (filled > 1) figures[i] = { ...part, filled: filled / records, collision: pairs / (filled * (filled - 1)) };
    }
  });
  const rules = chooseRules(
    figures.filter((one) => one !== undefined),
    records,
  );
  const used = new Set(rules.flatMap(({ parts }) => parts.map(({ column, feature }) => JSON.stringify([column, feature]))));
  for (const id of known.keys()) if (!used.has(id)) known.delete(id);
  return rules;
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
  profiles: Profiles;
  largest: readonly { member: number; size: number }[];
}

/** What the members of the largest blocks share, read from one member of each. */
async function nameBlocks(db: Duck, { rule, model, profiles, largest }: Naming): Promise<LargestBlock[]> {
  const shared: Map<number, string>[] = [];
  for (const { column, feature } of rule.parts) {
    const place = placeOf(model, column);
    const codes = largest.map(({ member }) => profiles.codes[place]![member]!);
    const rows = await db.rows<{ code: number; value: string }>(
      duck`SELECT code, ${featureSql(model.columns[place]!, feature)}::VARCHAR AS value FROM ${dictionary(place)} WHERE code IN (SELECT unnest(${codes}::UINTEGER[]))`,
    );
    shared.push(new Map(rows.map(({ code, value }) => [code, value])));
  }
  return largest.map(({ member, size }) => ({
    values: rule.parts.map(({ column }, i) => shared[i]!.get(profiles.codes[placeOf(model, column)]![member]!) ?? ''),
    records: size,
    pairs: (size * (size - 1)) / 2,
  }));
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
