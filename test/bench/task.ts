/** The child's side of `run-task.ts`: runs the task named on what it is sent, and sends what it returns. */
import { once } from 'node:events';
import type { Tell } from './tell.ts';

const [name] = process.argv.slice(2);
const [{ args }] = (await once(process, 'message')) as [{ args: unknown }];
const { task } = (await import(`./tasks/${name}.ts`)) as { task: (args: unknown, tell: Tell) => Promise<unknown> };
const result = await task(args, (event) => process.send!({ event }));
process.send!({ result }, () => process.disconnect());
