import type { Language } from './settings.ts';
import { textWidth } from './text-width.ts';

export interface ProgressState {
  /** What is being done. */
  says: string;
  /** Rows handled so far. */
  rows?: number;
  /** 0..1; absent while the end is not known. */
  share?: number;
}

export interface Progress {
  /** Time and rate count from here. */
  begin(): void;
  /** On a terminal one line that is rewritten; in a pipe one plain line each. */
  show(state: ProgressState): void;
  /** Removes the line, so that something else can be printed. */
  clear(): void;
}

interface Screen {
  isTTY?: boolean | undefined;
  columns?: number | undefined;
  write(text: string): unknown;
}

const REDRAW_MS = 250;
const BAR = 20;

export function createProgress(screen: Screen, language: Language = 'en', clock: () => number = () => performance.now()): Progress {
  const line = (shown: ProgressState) => statusLine(shown, (clock() - start) / 1000, language);
  let start = clock();
  let state: ProgressState | undefined;
  let timer: NodeJS.Timeout | undefined;
  const draw = () => {
    if (state !== undefined) screen.write(`\r\u001b[K${cut(line(state), (screen.columns ?? 80) - 1)}`);
  };
  return {
    begin() {
      start = clock();
    },
    show(next) {
      state = next;
      if (screen.isTTY !== true) {
        screen.write(`${line(next)}\n`);
        return;
      }
      timer ??= setInterval(draw, REDRAW_MS).unref();
      draw();
    },
    clear() {
      clearInterval(timer);
      timer = undefined;
      if (state !== undefined && screen.isTTY === true) screen.write('\r\u001b[K');
      state = undefined;
    },
  };
}

const WORDS = {
  en: {
    rows: (count: string) => `${count} rows`,
    rate: '/s',
    seconds: (count: number) => `${count} s`,
    left: (count: number) => `${count} s left`,
  },
  zh: {
    rows: (count: string) => `${count} 行`,
    rate: ' 行/秒',
    seconds: (count: number) => `${count} 秒`,
    left: (count: number) => `剩余 ${count} 秒`,
  },
};

/** `[██████░░░░]  police.residents  12,000 rows  8,000/s  3 s  2 s left` */
export function statusLine({ says, rows, share }: ProgressState, seconds: number, language: Language = 'en'): string {
  const words = WORDS[language];
  const parts: string[] = [];
  if (share !== undefined) {
    const full = Math.round(Math.min(1, share) * BAR);
    parts.push(`[${'█'.repeat(full)}${'░'.repeat(BAR - full)}]`);
  }
  parts.push(says);
  if (rows !== undefined) {
    parts.push(words.rows(rows.toLocaleString('en')));
    if (seconds >= 1) parts.push(`${Math.round(rows / seconds).toLocaleString('en')}${words.rate}`);
  }
  parts.push(words.seconds(Math.round(seconds)));
  if (share !== undefined && share > 0.05 && share < 1) parts.push(words.left(Math.round((seconds / share) * (1 - share))));
  return parts.join('  ');
}

function cut(line: string, width: number): string {
  if (textWidth(line) <= width) return line;
  let text = '';
  let used = 0;
  for (const character of line) {
    used += textWidth(character);
    if (used > width) break;
    text += character;
  }
  return text;
}
