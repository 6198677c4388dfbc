import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TransportFixture } from '../../transport-fixture.ts';

export const fixture: TransportFixture = {
  async open(folder) {
    const department = path.join(folder, 'inbox/police');
    await mkdir(department, { recursive: true });
    const put = (name: string, content: Buffer) => writeFile(path.join(department, name), content);
    return {
      settings: { folder: path.dirname(department), settleSeconds: 0.05 },
      put,
      async putHalf(name, content) {
        await put(name, content.subarray(0, content.length / 2));
        const growing = setInterval(() => void appendFile(path.join(department, name), 'x'), 10);
        return async () => clearInterval(growing);
      },
      close: async () => undefined,
    };
  },
};
