import { describe, expect, test } from '@jest/globals';
import { differences } from './parts/pair.ts';
import { reportPage } from './report.ts';
import { examplePair, exampleReport } from './testing.ts';

const page = reportPage(exampleReport({ withTruth: true }), 'en');
const contentOf = (text: string) => text.replace(/<script>[\s\S]*<\/script>|<style>[\s\S]*<\/style>/g, '');

describe('the report', () => {
  test('is one file: nothing is fetched from anywhere', () => {
    expect(page).toContain(`default-src &#39;none&#39;`);
    expect(page).not.toMatch(/https?:\/\/|<link|<img|<iframe|@import|url\(/);
  });

  test('holds every part, those that need a truth only with one', () => {
    const parts = (text: string) => [...text.matchAll(/<section id="(\w+)"/g)].map(([, id]) => id);
    const all = ['truth', 'scores', 'weights', 'pairs', 'wrong', 'blocks', 'columns', 'unlinkable', 'sizes', 'run'];
    expect(parts(page)).toEqual(all);
    expect(parts(reportPage(exampleReport({ withTruth: false }), 'zh'))).toEqual(all.filter((id) => id !== 'truth' && id !== 'wrong'));
  });

  test('never takes a value of a file for markup', () => {
    expect(page).toContain('OLIVER &lt;b&gt;');
    const data = exampleReport({ withTruth: true });
    const attack = '"><script>alert(1)</script>';
    data.columns[0]!.name = attack;
    data.comparisons[0]!.name = attack;
    data.files[0]!.file = attack;
    data.wrong[0]!.evidence.fields[0]!.left = attack;
    data.wrong[0]!.evidence.left.id = attack;
    expect(reportPage(data, 'en').match(/<script>/g)).toHaveLength(1);
  });

  test('says everything in both languages', () => {
    const [english, chinese] = ['en', 'zh'].map((language) => [
      ...contentOf(page).matchAll(new RegExp(`<span class="${language}">([^<]*)`, 'g')),
    ]);
    expect(english!.length).toBeGreaterThan(100);
    expect(chinese!.length).toBe(english!.length);
    const numbersAside = (said: string) => said.replaceAll(/F1|B³|[\s\d.,:+−%·()a-z_]+$|^\d+$/g, '');
    const untranslated = chinese!.map(([, said]) => numbersAside(said!)).filter((said) => said !== '' && !/\p{Script=Han}/u.test(said));
    expect(untranslated.filter((said) => said !== '')).toEqual([]);
  });

  test('is the same for the same contents, and opens in the language asked for', () => {
    expect(reportPage(exampleReport({ withTruth: true }), 'en')).toBe(page);
    expect(page).toContain('<html lang="en"');
    expect(reportPage(exampleReport({ withTruth: true }), 'zh')).toContain('<html lang="zh"');
  });

  test('draws a waterfall whose steps lead from the prior to the total', () => {
    const data = exampleReport({ withTruth: false });
    data.pairs = [
      examplePair(
        ['1', '2'],
        [
          [0, 'ANN', 'ANN'],
          [2, 'LEE', 'LI'],
        ],
      ),
    ];
    const steps = [...reportPage(data, 'en').matchAll(/data-tip-en="([−+.\d]+) → ([−+.\d]+)"/g)].map(([, from, to]) => [from, to]);
    expect(steps).toEqual([
      ['0.0', '−8.1'],
      ['−8.1', '−1.5'],
      ['−1.5', '−4.6'],
      ['0.0', '−4.6'],
    ]);
  });

  test('survives a link of nothing', () => {
    const data = exampleReport({ withTruth: false });
    const nothing = { histogram: [], comparisons: [], rules: [], columns: [], clusterSizes: [], unlinkable: [], pairs: [], steps: [] };
    const counts = { records: 0, compared: 0, joined: 0, review: 0, clusters: 0, clustersOfMany: 0 };
    expect(contentOf(reportPage({ ...data, ...nothing, counts }, 'en'))).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('marking what differs', () => {
  const marked = (left: string | null, right: string | null) => differences(left, right).map(({ text }) => text);

  test('marks the characters that the other side lacks', () => {
    expect(marked('1971-06-24', '1971-05-24')).toEqual(['1971-0<mark>6</mark>-24', '1971-0<mark>5</mark>-24']);
    expect(marked('王小明', '王晓明')).toEqual(['王<mark>小</mark>明', '王<mark>晓</mark>明']);
  });

  test('marks nothing in equal values, and shows a missing one as a dash', () => {
    expect(marked('A', 'A')).toEqual(['A', 'A']);
    expect(marked(null, 'A')).toEqual(['<span class="none">–</span>', 'A']);
  });
});
