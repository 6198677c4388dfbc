const OPENINGS = ['<!doctype html', '<html', '<head', '<body', '<script', '<meta', '<title'];

/**
 * The tag with which a web page begins, if these first bytes are one's; comments and an XML declaration may stand before it.
 * In UTF-16 as well: its zero bytes are left out.
 */
export function webPageIn(head: Buffer): string | null {
  const text = head
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^(ï»¿|ÿþ|þÿ)/, '')
    .toLowerCase();
  const bare = text.replace(/^(\s|<!--[\s\S]*?-->|<\?xml[^>]*\?>)+/, '');
  const found = OPENINGS.find((opening) => bare.startsWith(opening));
  return found === undefined ? null : `${found}${found.startsWith('<!') ? '>' : ''}`;
}
