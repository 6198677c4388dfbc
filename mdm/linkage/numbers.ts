/** Numbers as people read them; the same in both languages. */

export function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** `+7.1`, `−3.2`, `0.0` */
export function signed(weight: number): string {
  const text = Math.abs(weight).toFixed(1);
  if (text === '0.0') return text;
  return `${weight < 0 ? '−' : '+'}${text}`;
}

/** `0.9932`, with as many digits as it takes not to say 1 or 0 of what is neither. */
export function share(value: number): string {
  if (value <= 0 || value >= 1) return value <= 0 ? '0' : '1';
  return value.toFixed(Math.min(6, Math.max(4, Math.ceil(-Math.log10(Math.min(value, 1 - value))))));
}

/** `99.3 %`; what is almost all is not said to be all. */
export function percent(value: number): string {
  if (value <= 0) return '0 %';
  if (value >= 1) return '100 %';
  const rest = Math.min(value, 1 - value) * 100;
  const text = (value * 100).toFixed(Math.min(4, Math.max(1, Math.ceil(-Math.log10(rest)))));
  if (Number(text) === 100) return '> 99.9999 %';
  return Number(text) === 0 ? '< 0.0001 %' : `${text} %`;
}

/** How many times more likely under a match: `× 128`, `÷ 16`. */
export function times(weight: number): string {
  const factor = 2 ** Math.abs(weight);
  const text = factor >= 1e6 ? factor.toExponential(0).replace('e+', 'e') : factor >= 10 ? count(factor) : factor.toFixed(1);
  return weight < 0 ? `÷ ${text}` : `× ${text}`;
}

/** Round steps from low to high, about `wanted` of them. */
export function ticks(low: number, high: number, wanted: number): number[] {
  const rough = Math.max(high - low, 1e-9) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough)!;
  const found: number[] = [];
  for (let at = Math.ceil(low / step); at * step <= high + step * 1e-6; at++) found.push(Math.round(at * step * 1e9) / 1e9);
  return found;
}
