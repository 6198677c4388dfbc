import type { Bilingual } from '../../../../core/errors.ts';
import type { PairEvidence } from '../../evidence/contract.ts';
import { sayPair, sayRecord } from '../../evidence/say.ts';
import { count, percent, signed } from '../../numbers.ts';
import { both, Html, html } from '../html.ts';
import { bar, line, type Scale, scale, tip } from '../svg.ts';
import { headings } from './section.ts';

export const BANDS: Record<PairEvidence['band'], Bilingual> = {
  join: { en: 'joined', zh: '判为同一' },
  keep: { en: 'kept', zh: '维持' },
  review: { en: 'to review', zh: '待复核' },
  veto: { en: 'held apart', zh: '否决' },
  apart: { en: 'apart', zh: '判为不同' },
};

const WIDTH = 400;
const HEIGHT = 34;

/** One pair: the sentence, then field by field both values, the level and its weight as a step of a waterfall from the prior to the total. */
export function pairView(evidence: PairEvidence): Html {
  const { fields, prior, total, thresholds } = evidence;
  let at = prior;
  const starts = fields.map(({ weight }) => {
    const start = at;
    at += weight;
    return start;
  });
  const places = [0, prior, total, thresholds.join, ...starts];
  const x = scale({ low: Math.min(...places), high: Math.max(...places), from: 14, to: WIDTH - 14 });
  const limits = [...new Set([thresholds.join, thresholds.review])];
  const step = (from: number, to: number) => stepBar({ from, to, limits }, x);
  const first = row({ title: both({ en: 'before any comparison', zh: '比较之前' }), weight: prior, drawn: step(0, prior) });
  const steps = fields.map((field, index) => {
    const [left, right] = differences(field.left, field.right);
    const level = html`${both(field.label)}${field.rarity === undefined || Math.abs(field.rarity) < 0.05 ? html`` : rarity(field.rarity)}`;
    return html`<tr><td>${field.field}</td><td class="value">${left}</td><td class="value">${right}</td><td>${level}</td><td class="number">${signed(field.weight)}</td><td class="bars">${step(starts[index]!, starts[index]! + field.weight)}</td></tr>`;
  });
  const last = row({ title: both({ en: 'together', zh: '合计' }), weight: total, drawn: step(0, total), isTotal: true });
  const heads = headings([
    { en: 'field', zh: '字段' },
    { en: evidence.left.id, zh: evidence.left.id },
    { en: evidence.right.id, zh: evidence.right.id },
    { en: 'level', zh: '一致程度' },
    { en: 'weight', zh: '权重', isNumber: true },
  ]);
  const lines = html`<th class="bars"><div class="lines">${lineNames(thresholds, x)}</div></th></tr>`;
  const head = new Html(heads.text.replace('</tr>', lines.text));
  return html`<p class="sentence">${both(sayPair(evidence))}</p><div class="scroll"><table class="waterfall">${head}${first}${steps}${last}</table></div>`;
}

function row({ title, weight, drawn, isTotal = false }: { title: Html; weight: number; drawn: Html; isTotal?: boolean }): Html {
  return html`<tr class="${isTotal ? 'total' : ''}"><td colspan="4">${title}</td><td class="number">${signed(weight)}</td><td class="bars">${drawn}</td></tr>`;
}

/** The names of the lines above them; join alone where both stand close together. */
function lineNames({ join, review }: PairEvidence['thresholds'], x: Scale): Html {
  const place = (at: number) => `${((x(at) / WIDTH) * 100).toFixed(1)}%`;
  const name = (at: number, said: Bilingual) => html`<span style="left:${place(at)}">${both(said)}</span>`;
  const isClose = Math.abs(x(join) - x(review)) < 56;
  return html`${isClose ? html`` : name(review, { en: 'review', zh: '复核线' })}${name(join, { en: 'join', zh: '合并线' })}`;
}

function rarity(weight: number): Html {
  const said =
    weight > 0
      ? { en: `, rare (${signed(weight)})`, zh: `，少见（${signed(weight)}）` }
      : { en: `, common (${signed(weight)})`, zh: `，常见（${signed(weight)}）` };
  return html`<span class="none">${both(said)}</span>`;
}

function stepBar({ from, to, limits }: { from: number; to: number; limits: number[] }, x: Scale): Html {
  const [low, high] = [Math.min(x(from), x(to)), Math.max(x(from), x(to))];
  const kind = to >= from ? 'fill-for' : 'fill-against';
  const told = tip({ en: `${signed(from)} → ${signed(to)}`, zh: `${signed(from)} → ${signed(to)}` });
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">${line([x(0), 0], [x(0), HEIGHT], 'grid')}${limits.map((limit) => line([x(limit), 0], [x(limit), HEIGHT], 'limit'))}${bar({ x: low, y: 9, width: high - low, height: 16 }, kind, told)}${line([x(to), 9], [x(to), HEIGHT], 'zero')}</svg>`;
}

export function pairHead(evidence: PairEvidence): Html {
  const { band, total, probability, candidateKeys } = evidence;
  const keys = candidateKeys.join(', ');
  const met =
    candidateKeys.length === 0
      ? { en: 'never compared: no rule brings them together', zh: '未参与比较：没有分块规则使二者相遇' }
      : { en: `met by ${keys}`, zh: `相遇于 ${keys}` };
  return html`<div class="pair-head"><span class="chip ${band}">${both(BANDS[band])}</span><span class="total">${signed(total)} · ${percent(probability)} · ${both(met)}</span></div>`;
}

/** Two values with what differs marked; a missing one as a dash. */
export function differences(left: string | null, right: string | null): [Html, Html] {
  const none = html`<span class="none">–</span>`;
  if (left === null || right === null || left === right)
    return [left === null ? none : html`${left}`, right === null ? none : html`${right}`];
  const [a, b] = [[...left].slice(0, LONGEST), [...right].slice(0, LONGEST)];
  const common = commonCharacters(a, b);
  return [marked(a, common.left), marked(b, common.right)];
}

const LONGEST = 120;

function marked(characters: readonly string[], isCommon: readonly boolean[]): Html {
  const runs: Html[] = [];
  for (let start = 0; start < characters.length; ) {
    let end = start;
    while (end < characters.length && isCommon[end] === isCommon[start]) end++;
    const run = characters.slice(start, end).join('');
    runs.push(isCommon[start] === true ? html`${run}` : html`<mark>${run}</mark>`);
    start = end;
  }
  return html`${runs}`;
}

/** Which characters belong to the longest common subsequence. */
function commonCharacters(a: readonly string[], b: readonly string[]): { left: boolean[]; right: boolean[] } {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i]![j] = a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
  const [left, right] = [a.map(() => false), b.map(() => false)];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      left[i++] = true;
      right[j++] = true;
    } else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++;
    else j++;
  }
  return { left, right };
}

/** Chosen pairs, one shown at a time. */
export function pairChoice(pairs: readonly PairEvidence[], withFile: boolean): Html {
  const options = pairs.map((evidence, index) => {
    const names = `${sayRecord(evidence.left, withFile)} – ${sayRecord(evidence.right, withFile)}`;
    const said = (language: keyof Bilingual) => `${signed(evidence.total)} · ${BANDS[evidence.band][language]} · ${names}`;
    return html`<option value="${index}" data-en="${said('en')}" data-zh="${said('zh')}">${said('en')}</option>`;
  });
  const views = pairs.map(
    (evidence, index) =>
      html`<div data-pair="${index}" ${index === 0 ? html`` : html`hidden`}>${pairHead(evidence)}${pairView(evidence)}</div>`,
  );
  return html`<select id="pair" aria-label="pair · 记录对">${options}</select> <span class="none">${count(pairs.length)}</span>${views}`;
}
