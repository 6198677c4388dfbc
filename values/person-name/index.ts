import { failure, PLACEHOLDER_FINDING, warning } from '../findings.ts';
import type { ValueContext, ValueExample, ValueType } from '../value-type.ts';
import { cleanPersonName, nameSearchForm, personNamesCompatible } from './clean-person-name.ts';
import { personNameMacros } from './person-name-macros.ts';

const examples: ValueExample[] = [
  { raw: '张伟', value: '张伟' },
  { raw: ' 张　伟 ', value: '张伟' },
  { raw: '欧 阳 娜 娜', value: '欧阳娜娜' },
  ...['·', '•', '．', '・', '‧', '∙', '⋅', '●', '.', ' · '].map((mark) => ({ raw: `阿不都${mark}买买提`, value: '阿不都·买买提' })),
  { raw: '甲.乙.丙.丁', value: '甲·乙·丙·丁' },
  { raw: 'John  Smith', value: 'JOHN SMITH' },
  { raw: 'Müller J.', value: 'MÜLLER J' },
  { raw: 'Ｊｏｈｎ', value: 'JOHN' },
  { raw: '王?芳', value: '王?芳', findings: ['degradedCharacter'] },
  { raw: '王□', value: '王□', findings: ['degradedCharacter'] },
  { raw: '王\ue123', value: '王\ue123', findings: ['degradedCharacter'], note: 'a character of a vendor’s font' },
  { raw: '𬭎伟', value: '𬭎伟', note: 'outside the first plane' },
  { raw: '张三(已故)', value: '张三', findings: ['note'] },
  { raw: '张三先生', value: '张三', findings: ['title'] },
  { raw: '先生', value: null, findings: ['nothingLeft'] },
  { raw: '张三2', value: '张三2', findings: ['digits'] },
  { raw: '王', value: '王', findings: ['tooShort'] },
  { raw: '无名氏', value: null, findings: ['placeholder'] },
  { raw: '（未婚）', value: null, findings: ['nothingLeft'] },
  { raw: ' ', value: null },
];

/** A person's name as it is written on identity papers; Latin names in capitals. */
export function makeType(_context: ValueContext): ValueType {
  return {
    name: 'person-name',
    title: { en: 'Person’s name', zh: '姓名' },
    findings: {
      degradedCharacter: warning('A character was lost (?, □ or a character of a vendor’s font).', '含有丢失的字（?、□或自造字）。'),
      digits: warning('There are digits in the name.', '姓名中有数字。'),
      note: warning('A note in brackets was taken off.', '已去除括号中的备注。'),
      nothingLeft: failure('There is no name besides notes and marks.', '除备注和符号外没有姓名。'),
      placeholder: PLACEHOLDER_FINDING,
      title: warning('A form of address was taken off.', '已去除称谓。'),
      tooLong: warning('The name has more than 60 characters.', '姓名超过60个字。'),
      tooShort: warning('The name has one character only.', '姓名只有一个字。'),
    },
    macros: personNameMacros(),
    quick: true,
    clean: cleanPersonName,
    searchForm: nameSearchForm,
    compatible: personNamesCompatible,
    mask: (value) => [...value].map((one, i) => (i === 0 || one === '·' || one === ' ' ? one : '*')).join(''),
    examples,
  };
}
