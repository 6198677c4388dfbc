/** The kinds of columns as a table of `matching-files.md`; each in full stands in `matching-levels.md`. */
import { KINDS } from '../values/index.ts';

const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;

export function kindsMarkdown(): string {
  const rows = Object.values(KINDS).map(({ name, says, blocking }) =>
    row([`\`${name}\``, says.en, says.zh, blocking.map(({ key }) => key).join(', ') || '–']),
  );
  return ['| kind | what belongs there | 内容 | keys that bring records together |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
