import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type TObject, Type } from 'typebox';
import type { Format } from '../contract.ts';
import { unpackFiles } from './unpack-files.ts';

const usualLimitMb = 16_384;

const settings = {
  maxUncompressedMb: Type.Integer({
    default: usualLimitMb,
    minimum: 1,
    description: 'a compressed delivery that unpacks to more is refused',
  }),
};

/** The same format, which now also takes its files compressed: `.gz` around each, or in a `.zip` whose members are parts. */
export function unpacking(format: Format): Format {
  const { properties } = format.settings as TObject;
  return {
    ...format,
    settings: Type.Object({ ...settings, ...properties }, { additionalProperties: false }),
    async decode(request) {
      const limitMb = (request.settings['maxUncompressedMb'] as number | undefined) ?? usualLimitMb;
      const folder = path.join(request.workFolder, 'unpacked');
      const plan = { files: request.files, endings: format.extensions, isZip: format.isZip ?? false, limitMb, folder };
      try {
        const { files, findings } = await unpackFiles(plan);
        const decoded = await format.decode({ ...request, files });
        return { ...decoded, findings: [...findings, ...decoded.findings] };
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
