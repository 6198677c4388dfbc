import { readFileSync } from 'node:fs';
import path from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** Seconds that the long test files took on two cores, in a run of all of them. They need not be right, only tell long from short. */
const SECONDS = JSON.parse(readFileSync(new URL('test/seconds.json', import.meta.url), 'utf8'));

/** The longest first: begun last, one of them would keep a core busy after all others had ended. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const seconds = ({ path: file, duration = 0, context }) =>
      SECONDS[path.relative(context.config.rootDir, file).replaceAll('\\', '/')] ?? duration / 1000;
    return super.sort(tests).sort((a, b) => seconds(b) - seconds(a));
  }
}
