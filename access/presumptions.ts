import type { Bilingual } from '../core/errors.ts';
import type { Presumption } from '../schema/index.ts';

/** Why somebody is held to live somewhere though no record says so, as a clerk reads it. */
export const PRESUMPTION_TEXTS: Record<Presumption, Bilingual> = {
  move: {
    en: 'Presumed: since the last record of where they lived they were registered here, or bought this home and own no other.',
    zh: '推定：在最后一条居住记录之后，其户籍迁入此处，或购得此处（其名下唯一住房）。',
  },
  spouse: {
    en: 'Presumed: their husband or wife lives here, and no later record says where they live themselves.',
    zh: '推定：其配偶居住在此，且无更晚的记录说明本人住址。',
  },
  left: {
    en: 'The end is presumed: their husband or wife has since moved to another home.',
    zh: '结束日期为推定：其配偶此后已迁居他处。',
  },
  title: {
    en: 'Presumed: a list names them without an address, and this is the only home they own.',
    zh: '推定：名册列有其人而未载住址；此处为其名下唯一住房。',
  },
  household: {
    en: 'Presumed: a list names them without an address; those registered at the same place since the same day live here.',
    zh: '推定：名册列有其人而未载住址；与其同日落户于同一处的人居住在此。',
  },
  domicile: {
    en: 'Presumed: a list names them without an address; they are registered here (Civil Code, article 25).',
    zh: '推定：名册列有其人而未载住址；以户籍登记的居所为住所（民法典第二十五条）。',
  },
  namesake: {
    en: 'Presumed: a list names them without an address and without a number that can be used; the home of the only registered person of this name and date of birth.',
    zh: '推定：名册列有其人而未载住址，证件号码亦不可用；此处为户籍中唯一同名且同出生日期者的住处。',
  },
};
