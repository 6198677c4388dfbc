import type { scoreHub } from '../hub-administration.ts';
import type { Language } from './settings.ts';
import { formatTable } from './table.ts';

type ScoreReport = Awaited<ReturnType<typeof scoreHub>>;
type Measure = ScoreReport['person']['pairs'];

const CLUSTERS = {
  en: ['entity', 'mentions', 'pairs: precision', 'recall', 'f1', 'B³: precision', 'recall', 'f1', 'missing'],
  zh: ['实体', '提及', '成对：精确率', '召回率', 'F1', 'B³：精确率', '召回率', 'F1', '缺失'],
};
const FOUND = {
  en: ['', 'stated', 'correct', 'true', 'found', 'precision', 'recall', 'f1'],
  zh: ['', '给出', '正确', '真实', '找到', '精确率', '召回率', 'F1'],
};

/** Precision and recall as tables. */
export function scoreText({ person, company, house, relations, wrongs }: ScoreReport, language: Language): string {
  const clusters = { person, company, house, '  rooms': house.rooms, '  buildings': house.buildings };
  const rows = Object.entries(clusters).flatMap(([name, score]) =>
    score === undefined
      ? []
      : [
          [
            name,
            score.mentions,
            ...shares(score.pairs),
            ...shares(score.bcubed),
            'missingInHub' in score ? Number(score.missingInHub) : null,
          ],
        ],
  );
  const found = [
    ...Object.entries(relations ?? {}),
    ...Object.entries(wrongs ?? {}).flatMap(
      ([name, wrong]) =>
        [
          [name, wrong],
          [`${name}, by number`, wrong.byNumber],
        ] as const,
    ),
  ];
  const foundRows = found.map(([name, score]) => [name, score.stated, score.correct, score.true, score.found, ...shares(score)]);
  return [formatTable(CLUSTERS[language], rows), ...(foundRows.length === 0 ? [] : [formatTable(FOUND[language], foundRows)])].join('\n\n');
}

function shares({ precision, recall, f1 }: Measure): string[] {
  return [precision, recall, f1].map((share) => share.toFixed(4));
}
