import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Config, loadConfig } from '../config/index.ts';
import { loadRegistries, SHIPPED_CONFIG } from '../hub.ts';
import { caseText } from './case-text.ts';
import { itemText } from './lookup-text.ts';

let config: Config;
beforeAll(async () => {
  config = await loadConfig({ folder: SHIPPED_CONFIG, registries: (await loadRegistries()).registries });
});

describe('what was found', () => {
  const company = { id: 'c-1A', values: { name: '示范市鼎志科技有限公司', status: 'active', establishedOn: { year: 2015 } } };

  test('stands in English as it is written in a command', () => {
    expect(itemText(company, { config, entity: 'company', language: 'en' })).toBe(
      ['c-1A', '  name           示范市鼎志科技有限公司', '  status         active', '  establishedOn  2015'].join('\n'),
    );
  });

  test('stands in Chinese under the titles and codes of the configuration, aligned', () => {
    expect(itemText(company, { config, entity: 'company', language: 'zh' })).toBe(
      ['c-1A', '  名称      示范市鼎志科技有限公司', '  登记状态  存续', '  成立日期  2015'].join('\n'),
    );
  });

  test('a house is told with what lies in it and who is tied to it, in Chinese words', () => {
    const tie = { id: 'p-1A', house: 'h-2B', relation: 'living', current: true, sources: [], values: { sex: 'male' } };
    const occupants = { items: [tie], counts: { records: 1, persons: 1 }, knownOn: '' };
    const children = { items: [{ id: 'h-2B', level: 'room', parent: 'h-1A', values: {} }], counts: { houses: 1 }, knownOn: '' };
    const text = itemText(
      { id: 'h-1A', values: { level: 'building', address: '339902/江滨路1号/2幢/-/-' }, occupants, children },
      { config, entity: 'house', language: 'zh' },
    );
    expect(text).toContain('层级      幢\n  标准地址  示范市滨江区江滨路1号2幢\n');
    expect(text).toMatch(/h-2B\s+室\s+h-1A/);
    expect(text).toMatch(/p-1A\s+h-2B\s+居住\s+–\s+–\s+男/);
  });
});

test('a case names its comparison, grade and state in the language, then its values, its sentence and its evidence', () => {
  const item = {
    id: 'k-1',
    comparison: 'pension-after-death',
    severity: 'high',
    grade: 'certain',
    state: 'open' as const,
    entityType: 'person' as const,
    entity: 'p-1A',
    values: { name: '吴云晶', birthDate: { year: 1950, month: 3 } },
    openedAt: '',
    sentence: { en: 'Paid.', zh: '已发。' },
    evidence: [{ says: 'death 2025-01-23', record: 'HH1', source: 'civil-affairs.deaths' }],
  };
  expect(caseText(item, { config, language: 'en' })).toBe(
    [
      'k-1  pension-after-death  certain  open  p-1A',
      '  name: 吴云晶',
      '  birthDate: 1950-03',
      '  Paid.',
      '  · civil-affairs.deaths  HH1  death 2025-01-23',
    ].join('\n'),
  );
  expect(caseText(item, { config, language: 'zh' })).toBe(
    [
      `k-1  ${config.comparisons.find(({ name }) => name === 'pension-after-death')!.title.zh}  确定  待处理  p-1A`,
      '  姓名: 吴云晶',
      '  出生日期: 1950-03',
      '  已发。',
      '  · civil-affairs.deaths  HH1  death 2025-01-23',
    ].join('\n'),
  );
});
