import { readdir } from 'node:fs/promises';
import type { Route } from './contract.ts';

/** Every file of routes/ is one first segment of URLs; a route is added by adding it there. */
export async function loadRoutes(): Promise<Route[]> {
  const files = (await readdir(new URL('./routes/', import.meta.url))).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const modules = await Promise.all(files.sort().map((file) => import(`./routes/${file}`) as Promise<{ routes: Route[] }>));
  return modules.flatMap(({ routes }) => routes);
}
