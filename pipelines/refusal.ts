import { isDiskFull, isOutOfRoom } from '../core/disk-full.ts';
import { isSankuError, type SankuError } from '../core/errors.ts';
import type { PipelineContext } from './context.ts';

/**
 * A refusal as a value; what speaks of the machine and not of the delivery is thrown, never as a refusal. On a full disk nothing speaks of
 * the delivery: a decoder that finds a work file cut short takes it for a broken delivery.
 */
export async function asRefusal(
  thrown: unknown,
  { lakeFolder, workFolder }: Pick<PipelineContext, 'lakeFolder' | 'workFolder'>,
): Promise<SankuError> {
  if (!isSankuError(thrown)) throw thrown;
  const isFull = isDiskFull(thrown) || (await isOutOfRoom(lakeFolder)) || (await isOutOfRoom(workFolder));
  if (isFull) throw new Error(`no space left on device for ${workFolder}`, { cause: thrown });
  return thrown;
}
