/**
 * What fields, codes, relations and levels are called on the screen. In English they stand as they are written in a command; in
 * Chinese by their titles in the configuration. Addresses stand as people write them. `--json` has fields, codes and normal forms.
 */
import type { Config } from '../config/index.ts';
import type { Bilingual } from '../core/errors.ts';
import { addressAsWritten } from './address-as-written.ts';
import type { Language } from './settings.ts';

export type LabelledEntity = keyof Config['entities'];

/** Words of the program itself: relations, levels of the tree, states and grades of cases, parts of an address, deliveries and runs. */
const CHINESE: Record<string, string> = {
  registered: '户籍',
  living: '居住',
  owning: '产权',
  renting: '租住',
  registeredAddress: '注册地址',
  operatingAddress: '经营地址',
  taxAddress: '税务地址',
  place: '地点',
  building: '幢',
  unit: '单元',
  floor: '层',
  room: '室',
  open: '待处理',
  confirmed: '属实',
  dismissed: '已排除',
  obsolete: '已失效',
  certain: '确定',
  probable: '较有把握',
  weak: '把握不足',
  province: '省',
  city: '市',
  district: '区县',
  street: '街道乡镇',
  community: '社区村',
  grid: '网格',
  road: '路',
  number: '门牌号',
  estate: '小区',
  poi: '地点名称',
  zone: '开发区',
  note: '备注',
  phone: '电话',
  second: '第二地址',
  unknown: '未识别',
  snapshot: '全量',
  delta: '变更',
  append: '增量',
  period: '按期',
  landing: '入库中',
  waiting: '待发布',
  published: '已发布',
  refused: '已拒收',
  repeated: '重复',
  withdrawn: '已撤回',
  land: '入库',
  publish: '发布',
  compare: '比对',
  withdraw: '撤回',
  reprocess: '重新读取',
  divisions: '区划',
  running: '进行中',
  done: '完成',
  failed: '失败',
  interrupted: '中断',
};

export function wordLabel(word: string, language: Language): string {
  return language === 'zh' ? (CHINESE[word] ?? word) : word;
}

export type LabelConfig = Pick<Config, 'entities' | 'divisions'>;

/** @returns how a field and a value of it are called */
export function createLabels({ entities, divisions }: LabelConfig, { entity, language }: { entity: LabelledEntity; language: Language }) {
  const attribute = (field: string) => entities[entity].attributes.find(({ name }) => name === field);
  const title = (text: Bilingual | undefined, word: string) => (language === 'zh' && text !== undefined ? text.zh : word);
  return {
    field: (field: string): string => title(attribute(field)?.title, field),
    value(field: string, value: string): string {
      if (field === 'level') return wordLabel(value, language);
      const { type, codes } = attribute(field) ?? {};
      return type === 'address' ? addressAsWritten(value, divisions) : title(codes?.[value], value);
    },
  };
}
export type Labels = ReturnType<typeof createLabels>;
