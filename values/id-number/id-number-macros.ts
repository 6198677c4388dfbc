import { isDaySql } from '../calendar.ts';
import { cleaned, codesWhere, fullMatch, letIn, macro, quickAndLong, text } from '../macro-text.ts';
import type { ValueContext } from '../value-type.ts';
import { EARLIEST_BIRTH, FORMS, knownPrefixes, RESIDENCE_PERMITS } from './clean-id-number.ts';

const quoted = (words: readonly string[]): string => words.map((word) => text(word)).join(', ');
const none = '[]::VARCHAR[]';

/** The macros of `clean-id-number.ts`. A faultless number, the usual case, takes a short way. */
export function idNumberMacros(context: ValueContext): string[] {
  const today = text(context.today.replaceAll('-', ''));
  const prefixes = knownPrefixes(context);
  const birth = 'substr(number, 7, 8)';
  return [
    macro('id_number_birth_in_calendar(number)', `${birth} >= '${EARLIEST_BIRTH}' AND ${isDaySql(birth)}`),
    macro(
      'id_number_holds(number)',
      `substr(number, 15, 3) <> '000' AND ${birth} <= ${today} AND id_number_birth_in_calendar(number) AND coalesce(resident_id_check_holds(number), false)`,
    ),
    macro(
      'judge_id_number(number)',
      letIn('idj_check', 'coalesce(resident_id_check_holds(number), false)', cleaned('number', judgement(prefixes, today))),
    ),
    macro('clean_folded_id_number(folded)', cleanFolded()),
    ...quickAndLong('id_number', {
      usual: `${fullMatch('raw', `(?:${prefixes.join('|')}|9[0-9])[0-9]{15}[0-9X]`)} AND id_number_holds(raw)`,
      long: letIn(
        'idc_v',
        'fold_number(raw)',
        `CASE WHEN idc_v IS NULL OR (idc_v = '' AND fold_code(raw) = '') THEN ${cleaned('NULL::VARCHAR')} ELSE clean_folded_id_number(idc_v) END`,
      ),
    }),
    ...usesOfANumber(),
  ];
}

function judgement(prefixes: readonly string[], today: string): string {
  const birth = 'substr(number, 7, 8)';
  return codesWhere({
    excelDamaged: `NOT idj_check AND right(number, 3) = '000'`,
    checkCharacterWrong: `NOT idj_check AND right(number, 3) <> '000'`,
    dateImpossible: 'NOT id_number_birth_in_calendar(number)',
    birthInFuture: `id_number_birth_in_calendar(number) AND ${birth} > ${today}`,
    divisionUnknown: `left(number, 1) <> '9' AND left(number, 2) NOT IN (${quoted(prefixes)})`,
    sequenceZero: `substr(number, 15, 3) = '000' AND (idj_check OR right(number, 3) <> '000')`,
  });
}

function cleanFolded(): string {
  const body = `left(folded, 6) || '19' || substr(folded, 7)`;
  const derived = letIn(
    'idf_d',
    `idf_b || coalesce(resident_id_check_character(idf_b), '')`,
    letIn('idf_j', 'judge_id_number(idf_d)', cleaned('idf_j.value', `list_sort(list_append(idf_j.findings, 'derivedFrom15'))`)),
  );
  return `CASE WHEN is_number_placeholder(folded) THEN ${cleaned('NULL::VARCHAR', `['placeholder']`)}
    WHEN ${fullMatch('folded', FORMS.scientific)} THEN ${cleaned('NULL::VARCHAR', `['excelDamaged']`)}
    WHEN ${fullMatch('folded', FORMS.masked)} THEN ${cleaned('NULL::VARCHAR', `['masked']`)}
    WHEN ${fullMatch('folded', FORMS.eighteen)} THEN judge_id_number(folded)
    WHEN ${fullMatch('folded', FORMS.centenarian)} THEN ${cleaned('folded', `['centenarianSequence']`)}
    WHEN ${fullMatch('folded', FORMS.fifteen)} THEN ${letIn('idf_b', body, `CASE WHEN ${isDaySql('substr(idf_b, 7, 8)')} THEN ${derived} ELSE ${cleaned('folded', `['dateImpossible']`)} END`)}
    WHEN ${fullMatch('folded', `${FORMS.homeReturn}|${FORMS.foreignerOld}`)} THEN ${cleaned('folded')}
    ELSE ${cleaned('folded', `['formWrong']`)} END`;
}

function usesOfANumber(): string[] {
  const permits = quoted(RESIDENCE_PERMITS);
  return [
    macro(
      'id_number_kind(value)',
      `CASE WHEN ${fullMatch('value', FORMS.homeReturn)} THEN 'homeReturn'
       WHEN NOT ${fullMatch('value', FORMS.eighteen)} OR NOT id_number_holds(value) THEN NULL
       WHEN left(value, 1) = '9' THEN 'foreigner' WHEN left(value, 2) IN (${permits}) THEN 'hkMacaoTaiwan' WHEN value IS NOT NULL THEN 'citizen' END`,
    ),
    macro(
      'id_number_birth(value)',
      `CASE WHEN id_number_kind(value) <> 'homeReturn' THEN substr(value, 7, 4) || '-' || substr(value, 11, 2) || '-' || substr(value, 13, 2) END`,
    ),
    macro(
      'id_number_sex(value)',
      `CASE WHEN id_number_kind(value) <> 'homeReturn' THEN CASE WHEN substr(value, 17, 1) IN ('1', '3', '5', '7', '9') THEN 'male' ELSE 'female' END END`,
    ),
    macro('id_number_division(value)', `CASE WHEN id_number_kind(value) = 'citizen' THEN left(value, 6) END`),
    macro(
      'keys_id_number(value)',
      `CASE WHEN ${fullMatch('value', FORMS.eighteen)} AND id_number_holds(value) THEN ['idNumber:' || value]
       WHEN ${fullMatch('value', FORMS.homeReturn)} THEN ['idNumber:' || left(value, 9)] ELSE ${none} END`,
    ),
  ];
}
