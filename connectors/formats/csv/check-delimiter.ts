import { connectorErrors } from '../../errors.ts';

const candidates = [',', '\t', ';', '|', '^'];

/**
 * A header that is one single column, while configuration expects several and another delimiter would give them, was split wrongly.
 *
 * @throws connectorErrors.delimiterWrong naming the delimiter that fits
 */
export function checkDelimiter(
  header: readonly string[],
  { file, delimiter, columns }: { file: string; delimiter: string; columns: readonly string[] },
): void {
  if (header.length !== 1 || columns.length < 2) return;
  const known = new Set(columns);
  const fits = candidates
    .filter((candidate) => candidate !== delimiter && header[0]!.includes(candidate))
    .map((candidate) => {
      const names = header[0]!.split(candidate);
      return { candidate, count: names.length, known: names.filter((column) => known.has(column)).length };
    })
    .sort((a, b) => b.known - a.known || b.count - a.count);
  const [best] = fits;
  if (best === undefined) return;
  throw connectorErrors.delimiterWrong({ file, declared: shown(delimiter), found: shown(best.candidate), count: best.count });
}

/** As it is written in YAML. */
function shown(delimiter: string): string {
  return delimiter === '\t' ? '"\\t"' : `"${delimiter}"`;
}
