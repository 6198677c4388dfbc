/** A trained model as one JSON file: the model as it was written, and all that was learnt. It scores alone. */
import { createHash } from 'node:crypto';
import type { TrainedModel } from '../contract.ts';

export interface ModelFile {
  sanku: 'link-model';
  /** What the model is known by: a digest of the rest. */
  version: string;
  /** Name and text of the YAML that it was trained from. */
  file: string;
  text: string;
  trained: TrainedModel;
}

export function toModelFile({ file, text, trained }: Pick<ModelFile, 'file' | 'text' | 'trained'>): ModelFile {
  const version = createHash('sha256').update(JSON.stringify({ text, trained })).digest('hex').slice(0, 12);
  return { sanku: 'link-model', version, file, text, trained };
}

/** A trained model out of a file's text; undefined where the text is not that of one (a YAML model). */
export function readModelFile(text: string): ModelFile | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const read = JSON.parse(text) as Partial<ModelFile>;
    return read.sanku === 'link-model' && read.trained?.version === 1 && typeof read.text === 'string' ? (read as ModelFile) : undefined;
  } catch {
    return undefined;
  }
}
