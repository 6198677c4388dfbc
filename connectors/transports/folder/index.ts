import { Type } from 'typebox';
import type { Transport } from '../../contract.ts';
import { collectSettled } from './collect-settled.ts';

export { type FoundDeliveries, findDeliveries } from './find-deliveries.ts';

const settings = Type.Object(
  {
    folder: Type.String({
      minLength: 1,
      description: 'The folder in which <department>/<feed>.<date>.<ending> appear.\n\n<部门>/<数据>.<日期>.<扩展名> 所在的文件夹。',
    }),
    settleSeconds: Type.Optional(
      Type.Number({
        minimum: 0,
        default: 2,
        description:
          'A file that changes within so many seconds is still being written. Default 2.\n\n此秒数内仍有变化的文件视为尚未写完，默认 2。',
      }),
    ),
  },
  { additionalProperties: false },
);

/** A folder into which departments put their files. What it lists is never trusted: a file counts when it stands still. */
export const folder: Transport = { name: 'folder', settings, collect: collectSettled };
