import { duck } from '../../core/duckdb/sql.ts';
import { macro } from '../macro-text.ts';
import type { Kind } from './contract.ts';

export const kind: Kind = {
  name: 'company name',
  title: { en: 'Company name', zh: '企业名称' },
  says: {
    en: 'The name of a company, an office, a shop or an institution, Chinese or Latin.',
    zh: '企业、机关、店铺或单位的名称,中文或拉丁字母。',
  },
  clean: (raw) => duck`kind_company_name(${raw})`,
  levels: [{ family: 'exact' }, { family: 'company name' }],
  blocking: [
    { key: 'value', strength: 18 },
    { key: 'bare', strength: 17 },
    { key: 'coresorted', strength: 16 },
    { key: 'core', strength: 15 },
    { key: 'brand', strength: 11 },
    { key: 'acronym', strength: 12 },
  ],
  tf: true,
  organisation: true,
  macros: [
    macro(
      'kind_company_name(raw)',
      `CASE WHEN is_han(raw) THEN plain_text(clean_company_name(raw).value) ELSE clean_words(replace(raw, '&', ' AND ')) END`,
    ),
  ],
  examples: [
    { raw: 'Acme Trading Co., Ltd.', value: 'ACME TRADING CO LTD' },
    { raw: '宏达（宁波）商贸有限公司', value: '宏达(宁波)商贸有限公司' },
    { raw: 'Smith & Sons', value: 'SMITH AND SONS' },
    { raw: '寧波宏達商貿有限公司', value: '宁波宏达商贸有限公司' },
    { raw: '暂无', value: null },
    { raw: '', value: null },
  ],
  pairs: [
    { left: 'Acme Trading Co., Ltd.', right: 'ACME Trading Limited', level: 'legal-form' },
    { left: '宁波宏达商贸有限公司', right: '宏达（宁波）商贸有限责任公司', level: 'legal-form' },
    { left: '宁波宏达商贸有限公司', right: '宏达贸易', level: 'brand' },
    { left: 'Smith & Sons', right: 'Smith and Sons Inc.', level: 'legal-form' },
    { left: 'Acme Trading', right: 'Globex Foods', level: null },
  ],
};
