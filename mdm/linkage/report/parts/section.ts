import type { Bilingual } from '../../../../core/errors.ts';
import { both, type Html, html } from '../html.ts';

export interface Section {
  id: string;
  title: Bilingual;
  /** What one sees and how to read it. */
  says: Bilingual;
  content: Html;
}

export function section({ id, title, says, content }: Section): Html {
  return html`<section id="${id}"><h2>${both(title)}</h2><p class="says">${both(says)}</p>${content}</section>`;
}

export function legend(entries: readonly [string, Bilingual][]): Html {
  return html`<div class="legend">${entries.map(([kind, says]) => html`<span><i class="bg-${kind}"></i>${both(says)}</span>`)}</div>`;
}

/** A share as a bar in a table. */
export function trackBar(share: number, kind: string): Html {
  return html`<div class="track"><i class="bg-${kind}" style="width:${(Math.max(0, Math.min(1, share)) * 100).toFixed(2)}%"></i></div>`;
}

export function headings(titles: readonly (Bilingual & { isNumber?: boolean })[]): Html {
  return html`<tr>${titles.map((title) => html`<th class="${title.isNumber === true ? 'number' : ''}">${both(title)}</th>`)}</tr>`;
}
