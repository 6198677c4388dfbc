import type { Bilingual } from '../../../core/errors.ts';

/** HTML or SVG text that may stand in a page as it is. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | false | undefined | readonly Html[];

/** Writes HTML: every substitution that is not HTML itself is escaped, so that no value of a file can become markup. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.reduce((text, piece, i) => text + toText(parts[i - 1]) + piece));
}

/** A text in both languages; the page shows the reader's. */
export function both({ en, zh }: Bilingual): Html {
  return html`<span class="en">${en}</span><span class="zh">${zh}</span>`;
}

/** The same within an SVG `<text>`. */
export function bothLines(attributes: Html, { en, zh }: Bilingual): Html {
  return html`<text ${attributes} data-lang="en">${en}</text><text ${attributes} data-lang="zh">${zh}</text>`;
}

export function joined(parts: readonly Html[]): Html {
  return new Html(parts.map(({ text }) => text).join(''));
}

function toText(part: Part): string {
  if (part instanceof Html) return part.text;
  if (part === undefined || part === false) return '';
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return escapeHtml(String(part));
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replaceAll(/[&<>"']/g, (character) => entities[character]!);
}
