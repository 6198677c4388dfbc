import { DEGRADED, HAN } from '../fold.ts';
import { cleaned, codesWhere, contains, fullMatch, letIn, macro, quickAndLong, text } from '../macro-text.ts';
import { rewriteSql } from '../rewrite.ts';
import { CAPITAL, NAME_RULES, SEARCH_RULES, SMALL, TITLE, TITLE_AT_END, TITLE_RULES } from './clean-person-name.ts';

/** The macros of `clean-person-name.ts`. Two to four everyday characters, the usual case, take a short way. */
export function personNameMacros(): string[] {
  const usual = `${fullMatch('raw', '[\u4e00-\u9fff]{2,4}')} AND NOT ${contains('raw', TITLE)} AND NOT is_placeholder(raw)`;
  const capital = `CASE WHEN ${contains('nam_t', `[${SMALL}]`)} THEN translate(nam_t, ${text(SMALL)}, ${text(CAPITAL)}) ELSE nam_t END`;
  const findings = codesWhere({
    note: contains('nam_f', '[()]'),
    title: contains('nam_s', TITLE_AT_END),
    degradedCharacter: contains('nam_v', `[${DEGRADED}]`),
    digits: contains('nam_v', '[0-9]'),
    tooShort: 'length(nam_v) < 2',
    tooLong: 'length(nam_v) > 60',
  });
  const judged = `CASE WHEN nam_v = '' THEN ${cleaned('NULL::VARCHAR', `['nothingLeft']`)} WHEN is_placeholder(nam_v) THEN ${cleaned('NULL::VARCHAR', `['placeholder']`)} ELSE ${cleaned('nam_v', findings)} END`;
  const spelled = letIn(
    'nam_s',
    rewriteSql('nam_f', NAME_RULES),
    letIn('nam_t', rewriteSql('nam_s', TITLE_RULES), letIn('nam_v', capital, judged)),
  );
  return [
    ...quickAndLong('person_name', {
      usual,
      long: letIn(
        'nam_f',
        'fold_text(raw)',
        `CASE WHEN nam_f IS NULL OR nam_f = '' THEN ${cleaned('NULL::VARCHAR')} WHEN is_placeholder(nam_f) THEN ${cleaned('NULL::VARCHAR', `['placeholder']`)} ELSE ${spelled} END`,
      ),
    }),
    macro('search_person_name(value)', rewriteSql('value', SEARCH_RULES)),
    macro('person_name_words(name)', `list_filter(string_split(name, ' '), lambda word: length(word) > 1)`),
    macro(
      'compatible_person_name(a, b)',
      `CASE WHEN a = b THEN true ELSE ${letIn('nam_l', 'search_person_name(a)', letIn('nam_r', 'search_person_name(b)', compatible()))} END`,
    ),
  ];
}

function compatible(): string {
  const lost = (variable: string): string => contains(variable, `[${DEGRADED}]`);
  const han = (variable: string): string => contains(variable, `[${HAN}]`);
  const differ = `nam_l[nam_i] <> nam_r[nam_i] AND NOT ${lost('nam_l[nam_i]')} AND NOT ${lost('nam_r[nam_i]')}`;
  return `CASE WHEN nam_l IS NULL OR nam_r IS NULL THEN NULL
    WHEN contains(nam_l, nam_r) OR contains(nam_r, nam_l) THEN true
    WHEN ${han('nam_l')} <> ${han('nam_r')} THEN true
    WHEN NOT ${han('nam_l')} AND list_has_any(person_name_words(a), person_name_words(b)) THEN true
    WHEN length(nam_l) <> length(nam_r) THEN ${lost('nam_l')} OR ${lost('nam_r')}
    ELSE length(nam_l) >= 2 AND len(list_filter(range(1, length(nam_l) + 1), lambda nam_i: ${differ})) <= 1 END`;
}
