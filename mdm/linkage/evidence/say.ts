import type { Bilingual } from '../../../core/errors.ts';
import { percent, signed } from '../numbers.ts';
import type { Contradiction, FieldEvidence, PairEvidence, RecordName } from './contract.ts';

/** Fields named for each side; the strongest first. */
const NAMED = 4;
/** Weights nearer to zero than this say nothing worth a word. */
const SILENT = 0.5;

/** Why two records are one, or are not, in one paragraph. */
export function sayPair(evidence: PairEvidence): Bilingual {
  const sentences = [verdict(evidence), forAndAgainst(evidence), ...evidence.contradictions.map(sayContradiction), wayTogether(evidence)];
  const said = sentences.filter((sentence) => sentence !== undefined);
  return { en: said.map(({ en }) => en).join(' '), zh: said.map(({ zh }) => zh).join('') };
}

function verdict({ band, total, probability, together, candidateKeys, thresholds, decisions }: PairEvidence): Bilingual {
  const weight = {
    en: `weight ${signed(total)}, ${percent(probability)} likely`,
    zh: `权重 ${signed(total)}，概率 ${percent(probability)}`,
  };
  if (decisions.length > 0) {
    const decided = decisions.join(', ');
    return { en: `Decided by a person (${decided}); ${weight.en}.`, zh: `由人工裁定（${decided}）；${weight.zh}。` };
  }
  if (candidateKeys.length === 0) {
    const would =
      total >= thresholds.join
        ? { en: `; by their values they would have been joined (${weight.en})`, zh: `；按其取值本应合并（${weight.zh}）` }
        : { en: `; by their values: ${weight.en}`, zh: `；按其取值：${weight.zh}` };
    const outcome = together ? { en: 'One, though', zh: '属于同一实体，但' } : { en: 'Not one:', zh: '判为不同：' };
    return {
      en: `${outcome.en} never compared, for no rule brings them together${would.en}.`,
      zh: `${outcome.zh}二者未参与比较，没有分块规则使其相遇${would.zh}。`,
    };
  }
  const words: Record<PairEvidence['band'], Bilingual> = {
    join: { en: 'Joined', zh: '判为同一' },
    keep: { en: 'Enough to stay joined, not to join', zh: '足以维持合并，但不足以新合并' },
    review: { en: 'Uncertain, for review', zh: '难以判定，待复核' },
    veto: { en: 'Held apart', zh: '被否决' },
    apart: { en: 'Not joined', zh: '未合并' },
  };
  const missing = thresholds.join - total;
  const lack =
    missing > 0 && band !== 'veto'
      ? { en: `, ${missing.toFixed(1)} short of joining`, zh: `，距合并线差 ${missing.toFixed(1)}` }
      : { en: '', zh: '' };
  const word = band === 'join' && !together ? { en: 'Strong enough to join, but not followed', zh: '足以合并，但未采用' } : words[band];
  return { en: `${word.en}: ${weight.en}${lack.en}.`, zh: `${word.zh}：${weight.zh}${lack.zh}。` };
}

function forAndAgainst({ fields }: PairEvidence): Bilingual | undefined {
  const loud = fields.filter(({ weight }) => Math.abs(weight) >= SILENT);
  const pro = loud.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  const con = loud.filter(({ weight }) => weight < 0).sort((a, b) => a.weight - b.weight);
  if (pro.length === 0 && con.length === 0) return { en: 'No field says anything.', zh: '没有任何字段提供证据。' };
  const parts = [
    pro.length === 0
      ? { en: 'Nothing speaks for it', zh: '没有支持的证据' }
      : { en: `For it: ${names(pro, 'en')}`, zh: `支持：${names(pro, 'zh')}` },
    con.length === 0
      ? { en: 'nothing against', zh: '没有反对的证据' }
      : { en: `against: ${names(con, 'en')}`, zh: `反对：${names(con, 'zh')}` },
  ];
  return { en: `${parts.map(({ en }) => en).join('; ')}.`, zh: `${parts.map(({ zh }) => zh).join('；')}。` };
}

function names(fields: readonly FieldEvidence[], language: keyof Bilingual): string {
  const named = fields
    .slice(0, NAMED)
    .map(({ field, label, weight }) =>
      language === 'zh' ? `${field}（${label.zh}，${signed(weight)}）` : `${field} (${label.en}, ${signed(weight)})`,
    );
  const rest = fields.length - named.length;
  if (rest > 0) named.push(language === 'zh' ? `另有 ${rest} 项` : `${rest} more`);
  return named.join(language === 'zh' ? '、' : ', ');
}

function sayContradiction({ kind, of, left, right }: Contradiction): Bilingual {
  if (kind === 'noDuplicates') {
    return { en: `Both stand in ${of}, which holds no duplicates.`, zh: `二者同在 ${of} 中，而该文件声明没有重复。` };
  }
  if (kind === 'decision') return { en: `A person decided that they are different (${of}).`, zh: `人工裁定二者不同（${of}）。` };
  return {
    en: `They have two different values of ${of}, of which an entity has but one (${left} and ${right}).`,
    zh: `二者的 ${of} 不同（${left} 与 ${right}），而一个实体只能有一个。`,
  };
}

function wayTogether({ together, path, band, left, right, candidateKeys, total, thresholds }: PairEvidence): Bilingual | undefined {
  if (!together) {
    if (total < thresholds.join || band === 'veto' || candidateKeys.length === 0) return undefined;
    return {
      en: 'A veto elsewhere in their cluster, or the check against chains, keeps them apart.',
      zh: '其所在实体中的否决，或防链式合并检查，使二者分开。',
    };
  }
  if (path.length < 2) {
    if (band === 'join') return undefined;
    return { en: 'They are one by all that their cluster knows.', zh: '二者由所在实体的全部证据归为同一。' };
  }
  const stations = [left, ...path.map((step) => step.right)];
  const chain = (stations.at(-1)?.id === right.id ? stations : [...stations, right]).map(({ id }) => id).join(' – ');
  const weakest = path.reduce((least, step) => (step.weight < least.weight ? step : least));
  return {
    en: `They are one by way of others: ${chain}; the weakest step weighs ${signed(weakest.weight)}.`,
    zh: `二者经由其他记录归为同一：${chain}；最弱的一步权重为 ${signed(weakest.weight)}。`,
  };
}

/** `persons.csv 17` where there are several files, else `17`. */
export function sayRecord({ file, id }: RecordName, withFile: boolean): string {
  return withFile ? `${file} ${id}` : id;
}
