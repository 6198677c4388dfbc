/**
 * Parts of a company's name. Chinese: division + brand + trade + legal form, such as 宁波 + 宏达 + 商贸 + 有限公司, the division also in
 * brackets. Latin: words before a legal form. The words that are taken off are common knowledge; what is left is compared.
 */
import { readFileSync } from 'node:fs';
import { duck } from '../../core/duckdb/sql.ts';
import { letIn, macro } from '../macro-text.ts';
import type { Feature } from './contract.ts';

const either = (words: string): string => words.trim().split(/\s+/).join('|');

const HAN_LEGAL = either(`
  股份有限责任公司 股份有限公司 有限责任公司 有限公司 股份公司 集团公司 总公司 分公司 子公司 公司 集团 个人独资企业 合伙企业
  普通合伙 有限合伙 专业合作社 合作社 经营部 经营店 营业部 门市部 办事处 代表处`);
const HAN_TRADE = either(`
  科技 技术 网络 信息 电子 商务 商贸 贸易 经贸 工贸 国际 进出口 实业 工业 产业 企业 管理 咨询 服务 投资 控股 发展 开发 建设 建筑 建材 工程
  装饰 装潢 设计 园林 景观 绿化 房地产 置业 物业 机械 机电 设备 制造 制品 材料 五金 塑料 塑胶 包装 印刷 纺织 服装 服饰 家具 家居 食品 餐饮
  酒店 宾馆 农业 生物 医药 药业 医疗 器械 健康 化工 能源 电力 电气 电器 环保 新材料 自动化 汽车 运输 物流 货运 快递 仓储 文化 传媒 传播
  广告 教育 培训 体育 旅游 娱乐 影视 艺术 软件 互联网 智能 数据 通信 通讯 金融 保险 担保 租赁 中介 劳务 人力资源 市场 营销 策划 销售 用品
  日用品 化妆品 水产 畜牧 种植 养殖 矿业 钢铁 金属 石油 燃气 供应链 商行 商店 超市 便利店 百货 书店 药店 饭店 餐厅 工厂 厂 店 部 中心`);
const LATIN_LEGAL = either(`
  LTD LIMITED INC INCORPORATED CORP CORPORATION CO COMPANY LLC LLP LP PLC GMBH MBH AG KG OHG UG SE SA SAS SARL SRL SPA BV NV AB AS ASA OY OYJ
  APS SL SLU PTY PTE PVT BHD SDN KK KABUSHIKI KAISHA DOO SP ZOO HOLDING HOLDINGS GROUP THE AND OF FOR DE LA LE DES ET UND Y DBA`);

const places = readFileSync(new URL('han/places.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .sort((a, b) => b.length - a.length)
  .join('|');
const DIVISION = `(?:中国)?(?:(?:${places})(?:壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|省|市|地区|自治州|盟)?)*(?:[一-鿿]{2,3}?[市县区])?`;

/** Brackets go; a division in them goes to the front, where others have it. */
const han = (value: string): string =>
  `regexp_replace(regexp_replace(${value}, '^([^()]+)[(]((?:${places})[^()]{0,4})[)]', '\\2\\1'), '[ .,·&()-]', '', 'g')`;

export const macros: readonly string[] = [
  macro('han_company_bare(value)', `coalesce(nullif(regexp_replace(${han('value')}, '(?:${HAN_LEGAL})+$', ''), ''), value)`),
  macro('han_company_place(value)', `regexp_extract(han_company_bare(value), '^${DIVISION}')`),
  // A division that leaves nothing but a single character behind was the brand.
  macro(
    'han_company_core(bare)',
    letIn('com_c', `regexp_replace(bare, '^${DIVISION}', '')`, `CASE WHEN length(com_c) >= 2 THEN com_c ELSE bare END`),
  ),
  macro(
    'han_company_brand(core)',
    letIn('com_b', `regexp_replace(core, '(?:${HAN_TRADE})+$', '')`, `CASE WHEN length(com_b) >= 2 THEN com_b END`),
  ),
  macro(
    'latin_company_bare(value)',
    `coalesce(nullif(trim(regexp_replace(concat(' ', value, ' '), '(?: (?:${LATIN_LEGAL}))+ ', ' ', 'g')), ''), value)`,
  ),
  macro('company_bare(value)', 'CASE WHEN is_han(value) THEN han_company_bare(value) ELSE latin_company_bare(value) END'),
];

export const features: Record<string, Feature> = {
  bare: {
    says: { en: 'company without brackets and legal form', zh: '去除括号和组织形式的企业名称' },
    type: 'VARCHAR',
    of: (value) => duck`company_bare(${value})`,
  },
  core: {
    says: { en: 'company without division and legal form', zh: '去除行政区划和组织形式的企业名称' },
    type: 'VARCHAR',
    of: (value) => duck`CASE WHEN is_han(${value}) THEN han_company_core(han_company_bare(${value})) ELSE latin_company_bare(${value}) END`,
  },
  brand: {
    says: { en: 'brand of a Chinese company, first word of a Latin one', zh: '字号;拉丁字母名称取首词' },
    type: 'VARCHAR',
    of: (value) =>
      duck`CASE WHEN is_han(${value}) THEN han_company_brand(han_company_core(han_company_bare(${value}))) ELSE split_part(latin_company_bare(${value}), ' ', 1) END`,
  },
  place: {
    says: { en: 'division in a Chinese company’s name', zh: '企业名称中的行政区划' },
    type: 'VARCHAR',
    of: (value) => duck`CASE WHEN is_han(${value}) THEN regexp_replace(han_company_place(${value}), '[省市区县]', '', 'g') END`,
  },
  corewords: {
    says: { en: 'words of a company’s name without legal form', zh: '去除组织形式后的词' },
    type: 'VARCHAR[]',
    of: (value) => duck`CASE WHEN NOT is_han(${value}) THEN word_list(latin_company_bare(${value})) END`,
  },
  coresorted: {
    says: { en: 'the same in alphabetical order', zh: '同上,按字母顺序' },
    type: 'VARCHAR',
    of: (value) => duck`CASE WHEN NOT is_han(${value}) THEN array_to_string(word_list(latin_company_bare(${value})), ' ') END`,
  },
  acronym: {
    says: { en: 'initials of three or more words', zh: '三个以上词的首字母' },
    type: 'VARCHAR',
    of: (value) =>
      duck`CASE WHEN regexp_matches(latin_company_bare(${value}), ' [^ ]+ ') THEN regexp_replace(latin_company_bare(${value}), '([^ ])[^ ]* ?', '\\1', 'g') END`,
  },
};
