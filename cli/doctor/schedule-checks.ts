import type { Config } from '../../config/index.ts';
import type { Database } from '../../core/postgres/database.ts';
import { bad, type Check, good } from './check.ts';

/** A job that fell due may still be at work. */
const PATIENCE_MS = 15 * 60_000;

/** What falls due by itself, when it last went well, and what was missed. */
export async function schedulesCheck({ sql }: Database<unknown>, { sources, hub }: Config, now = new Date()): Promise<Check> {
  const jobs = [
    ...sources.filter(({ schedule }) => schedule !== undefined).map(({ source }) => source),
    ...(hub.compareSchedule === undefined ? [] : ['compare']),
  ];
  const marks = new Map(
    (
      await sql<
        { name: string; next: string }[]
      >`select substr(name, 10) as name, value ->> 'next' as next from setting where name like 'schedule:%'`
    ).map(({ name, next }) => [name, Date.parse(next)]),
  );
  const missed = jobs.filter((job) => (marks.get(job) ?? Infinity) < now.getTime() - PATIENCE_MS);
  const never = jobs.filter((job) => !marks.has(job)).length;
  if (missed.length > 0) {
    const first = new Date(marks.get(missed[0]!)!).toISOString();
    const says = {
      en: `${missed.length} of ${jobs.length} jobs are overdue: ${missed.join(', ')}; the first since ${first}`,
      zh: `${jobs.length} 个计划任务中有 ${missed.length} 个逾期：${missed.join('、')}；最早自 ${first}`,
    };
    return bad('schedules', says, {
      en: '`sanku start` must run for schedules to fire; it catches each up once. Where it runs, its log says why a job failed.',
      zh: '计划任务仅在 `sanku start` 运行期间执行，启动后各补做一次；若已在运行，请查看其日志中的失败原因。',
    });
  }
  const en = `${jobs.length} jobs${never > 0 ? `, ${never} of them not begun: they wait for \`sanku start\`` : ', none overdue'}`;
  return good('schedules', en, `${jobs.length} 个计划任务${never > 0 ? `，其中 ${never} 个等待 \`sanku start\`` : '，均未逾期'}`);
}
