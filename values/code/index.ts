import { found } from '../findings.ts';
import { foldText } from '../fold.ts';
import { cleaned, fullMatch, letIn, quickAndLong } from '../macro-text.ts';
import type { ValueContext, ValueType } from '../value-type.ts';

/** A word of a closed list. What each source's codes mean stands in that source's configuration and is looked up there. */
export function makeType(_context: ValueContext): ValueType {
  return {
    name: 'code',
    title: { en: 'Code', zh: '代码' },
    findings: {},
    macros: quickAndLong('code', {
      usual: fullMatch('raw', '[!-~]+'),
      long: letIn('cod_v', `nullif(fold_text(raw), '')`, cleaned('cod_v')),
    }),
    quick: true,
    clean: (raw) => found(foldText(raw) || null),
    mask: () => '***',
    examples: [
      { raw: ' 1 ', value: '1' },
      { raw: '１', value: '1', note: 'full-width' },
      { raw: 'moved-out', value: 'moved-out' },
      { raw: '\t', value: null },
    ],
  };
}
