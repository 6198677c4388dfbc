import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TransportFixture } from '../../transport-fixture.ts';

export const fixture: TransportFixture = {
  async open(folder) {
    const department = path.join(folder, 'inbox/police');
    await mkdir(department, { recursive: true });
    let growing: string | undefined;
    return {
      settings: { folder: path.dirname(department), settleSeconds: 0.05 },
      async put(name, content) {
        growing = undefined;
        await writeFile(path.join(department, name), content);
      },
      async putHalf(name, content) {
        growing = name;
        await writeFile(path.join(department, name), content.subarray(0, content.length / 2));
      },
      async meanwhile() {
        if (growing !== undefined) await appendFile(path.join(department, growing), 'x');
      },
      close: async () => undefined,
    };
  },
};
