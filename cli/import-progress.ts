import { statSync } from 'node:fs';
import type { ImportProgress } from '../hub.ts';
import type { Context } from './context.ts';

const STAGES = {
  publish: { en: 'resolving and publishing what is new', zh: '正在归并并发布新内容' },
  compare: { en: 'comparing', zh: '正在比对' },
};

/** Shows an import while it runs: while it lands, rows read and the share of the deliveries' bytes that is done; then what is being done. */
export function followImport(context: Context): ImportProgress {
  let rows = 0;
  let done = 0;
  let total = 0;
  const sizes: number[] = [];
  return (event) => {
    if ('arrived' in event) {
      context.progress.begin();
      sizes.push(...event.arrived.map(({ files }) => files.reduce((sum, file) => sum + sizeOf(file), 0)));
      total = sizes.reduce((sum, size) => sum + size, 0);
    } else if ('waitsFor' in event) {
      context.say({
        en: `Another import of ${event.waitsFor} is under way; this one goes on when that has landed.`,
        zh: `${event.waitsFor} 正在由另一个命令导入；待其完成后继续。`,
      });
    } else if ('landed' in event) {
      rows += event.landed.read;
      done += sizes.shift() ?? 0;
      context.progress.show({ says: event.landed.source, rows, ...(total === 0 ? {} : { share: done / total }) });
    } else context.progress.show({ says: context.text(STAGES[event.stage]) });
  };
}

/** 0 for a file that is gone: the import itself says so. */
function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
