/** The child's side of `run-task.ts`: runs the task named and sends what it returns. */
import type { Tell } from './tell.ts';

const [name, args] = process.argv.slice(2);
const { task } = (await import(`./tasks/${name}.ts`)) as { task: (args: unknown, tell: Tell) => Promise<unknown> };
const result = await task(JSON.parse(args!), (event) => process.send!({ event }));
process.send!({ result }, () => process.disconnect());
