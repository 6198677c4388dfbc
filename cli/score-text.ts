import type { scoreHub } from '../hub-administration.ts';
import { wordLabel } from './labels.ts';
import type { Language } from './settings.ts';
import { formatTable } from './table.ts';

type ScoreReport = Awaited<ReturnType<typeof scoreHub>>;
type Measure = ScoreReport['person']['pairs'];

const CLUSTERS = {
  en: ['entity', 'mentions', 'pairs: precision', 'recall', 'f1', 'B³: precision', 'recall', 'f1', 'missing'],
  zh: ['实体', '提及', '成对：精确率', '召回率', 'F1', 'B³：精确率', '召回率', 'F1', '缺失'],
};
const DATED = { en: '{name}, with dates', zh: '{name}，含起止日期' };
const BY_NUMBER = { en: '{name}, by number', zh: '{name}，仅凭号码识别者' };
const CLUSTER_NAMES: Record<string, string> = { person: '人', company: '法人', house: '房屋', '  rooms': '  室', '  buildings': '  幢' };
const TREE = {
  en: (at: number, of: number) => `Rooms shown at their floor: ${at} of ${of}`,
  zh: (at: number, of: number) => `挂接到所在层的房间：${at}／${of}`,
};
const FOUND = {
  en: ['', 'stated', 'correct', 'true', 'found', 'precision', 'recall', 'f1'],
  zh: ['', '给出', '正确', '真实', '找到', '精确率', '召回率', 'F1'],
};

const UNSTATED = {
  en: (names: string) => `True, but no comparison says anything of them: ${names}`,
  zh: (names: string) => `真实存在、但没有比对给出结果：${names}`,
};

/** Precision and recall as tables. What nothing was stated of has neither: it is named below them. */
export function scoreText({ person, company, house, relations, wrongs }: ScoreReport, language: Language): string {
  const clusters = { person, company, house, '  rooms': house.rooms, '  buildings': house.buildings };
  const rows = Object.entries(clusters).flatMap(([name, score]) =>
    score === undefined
      ? []
      : [
          [
            language === 'zh' ? CLUSTER_NAMES[name]! : name,
            score.mentions,
            ...shares(score.pairs),
            ...shares(score.bcubed),
            'missingInHub' in score ? Number(score.missingInHub) : null,
          ],
        ],
  );
  const looked = Object.entries(wrongs ?? {}).filter(([, { stated }]) => stated > 0);
  const unstated = Object.entries(wrongs ?? {}).flatMap(([name, { stated, true: all }]) => (stated > 0 ? [] : [`${name} (${all})`]));
  const found = [
    ...Object.entries(relations ?? {}).flatMap(([name, tie]) => [
      [wordLabel(name, language), tie] as const,
      [DATED[language].replace('{name}', wordLabel(name, language)), tie.dated] as const,
    ]),
    ...looked.flatMap(
      ([name, wrong]) =>
        [
          [name, wrong],
          [BY_NUMBER[language].replace('{name}', name), wrong.byNumber],
        ] as const,
    ),
  ];
  const foundRows = found.map(([name, score]) => [name, score.stated, score.correct, score.true, score.found, ...shares(score)]);
  const tree = house.tree === undefined ? [] : [TREE[language](house.tree.atTheirFloor, house.tree.rooms)];
  return [
    formatTable(CLUSTERS[language], rows),
    ...tree,
    ...(foundRows.length === 0 ? [] : [formatTable(FOUND[language], foundRows)]),
    ...(unstated.length === 0 ? [] : [UNSTATED[language](unstated.join(', '))]),
  ].join('\n\n');
}

function shares({ precision, recall, f1 }: Measure): string[] {
  return [precision, recall, f1].map((share) => share.toFixed(4));
}
