/** Cases with the values that the key may see, for people. */
import type { CasesAnswer } from '../access/index.ts';
import type { Config } from '../config/index.ts';
import { createLabels, type LabelConfig, type LabelledEntity, wordLabel } from './labels.ts';
import { valueText } from './lookup-text.ts';
import type { Language } from './settings.ts';

type CaseItem = CasesAnswer['items'][number];

interface Telling {
  config: LabelConfig & Pick<Config, 'comparisons'>;
  language: Language;
}

export function caseText(item: CaseItem, { config, language }: Telling): string {
  const { id, comparison, grade, state, entityType, entity, otherType, other, values, otherValues, sentence, evidence } = item;
  const title = language === 'zh' ? config.comparisons.find(({ name }) => name === comparison)?.title.zh : undefined;
  const who = [entity, other].filter(Boolean).join(' / ');
  const head = [id, title ?? comparison, wordLabel(grade, language), wordLabel(state, language), who].join('  ');
  const lines = (of: CaseItem['values'], type: LabelledEntity, before: string) => {
    const labels = createLabels(config, { entity: type, language });
    return Object.entries(of ?? {}).map(([field, value]) => `  ${before}${labels.field(field)}: ${valueText(labels, field, value)}`);
  };
  return [
    head,
    ...lines(values, entityType, ''),
    ...(sentence === undefined ? [] : [`  ${sentence[language]}`]),
    ...(otherType === undefined ? [] : lines(otherValues, otherType, language === 'zh' ? '另一方' : 'other.')),
    ...evidenceLines(evidence),
  ].join('\n');
}

function evidenceLines(evidence: unknown): string[] {
  if (!Array.isArray(evidence)) return [];
  return evidence.map(({ source, record, says }: Record<string, string>) => `  · ${[source, record, says].filter(Boolean).join('  ')}`);
}
