import type { Bilingual } from '../../../core/errors.ts';
import { Html, html } from './html.ts';

/** From a value to a place in a drawing. */
export interface Scale {
  (value: number): number;
  low: number;
  high: number;
  from: number;
  to: number;
}

export function scale({ low, high, from, to }: { low: number; high: number; from: number; to: number }): Scale {
  const span = high === low ? 1 : high - low;
  const place = (value: number) => round(from + ((value - low) / span) * (to - from));
  return Object.assign(place, { low, high, from, to });
}

/** What is shown under the pointer. */
export function tip({ en, zh }: Bilingual): Html {
  return html`data-tip-en="${en}" data-tip-zh="${zh}"`;
}

export function drawing({ width, height, label }: { width: number; height: number; label: Bilingual }, content: readonly Html[]): Html {
  return html`<div class="scroll"><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${label.en} · ${label.zh}">${content}</svg></div>`;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A bar; `kind` is the colour's name. Never thinner than can be seen, unless it is nothing. */
export function bar({ x, y, width, height }: Box, kind: string, attributes: Html = html``): Html {
  if (width <= 0 || height <= 0) return html``;
  const radius = Math.min(2.5, width / 2, height / 2);
  return html`<rect x="${round(x)}" y="${round(y)}" width="${round(Math.max(width, 0.8))}" height="${round(Math.max(height, 0.8))}" rx="${round(radius)}" class="${kind}" ${attributes}/>`;
}

export function line(from: [number, number], to: [number, number], kind: string): Html {
  return html`<line x1="${round(from[0])}" y1="${round(from[1])}" x2="${round(to[0])}" y2="${round(to[1])}" class="${kind}"/>`;
}

export type Anchor = 'start' | 'middle' | 'end';

export interface TextPlace {
  x: number;
  y: number;
  anchor?: Anchor;
  kind?: string;
}

/** A text, in both languages where it has two. */
export function text({ x, y, anchor = 'start', kind = '' }: TextPlace, content: string | Bilingual): Html {
  const place = html`x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" class="${kind}"`;
  if (typeof content === 'string') return html`<text ${place}>${content}</text>`;
  return html`<text ${place} data-lang="en">${content.en}</text><text ${place} data-lang="zh">${content.zh}</text>`;
}

/** A line through points. */
export function path(points: readonly (readonly [number, number])[], kind: string): Html {
  const steps = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`);
  return html`<path d="${steps.join('')}" class="${kind}"/>`;
}

/** Cuts a text to about so many columns; Chinese characters take two. */
export function cut(content: string, columns: number): string {
  let used = 0;
  for (const [index, character] of [...content].entries()) {
    used += character.codePointAt(0)! > 0x2e7f ? 2 : 1;
    if (used > columns) return `${[...content].slice(0, Math.max(1, index - 1)).join('')}…`;
  }
  return content;
}

export function cutBoth({ en, zh }: Bilingual, columns: number): Bilingual {
  return { en: cut(en, columns), zh: cut(zh, columns) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

export const NOTHING = new Html('');
