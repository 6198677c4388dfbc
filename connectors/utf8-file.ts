import { open } from 'node:fs/promises';
import path from 'node:path';
import { gunzipFile } from './archives/index.ts';
import { connectorErrors } from './errors.ts';
import { decideEncoding, decodeText } from './text/index.ts';

/**
 * A text file as plain UTF-8: the file itself where it is that already, else a copy of the same name (without `.gz`) in the folder,
 * unpacked and decoded from GB18030 or UTF-16. UTF-8 with some spoilt lines passes: whoever reads it finds them.
 *
 * @throws connectorErrors.fileMissing, emptyFile, notText, encodingUndecided, undecodableByte; archiveErrors.gzipTruncated, gzipDamaged
 */
export async function utf8File(file: string, folder: string): Promise<string> {
  const isPacked = file.toLowerCase().endsWith('.gz');
  const copy = path.join(folder, path.basename(file).replace(/\.gz$/i, ''));
  const plain = isPacked ? `${copy}.unpacked` : file;
  if (isPacked) await gunzipFile(file, plain, () => undefined);
  const encoding = await decideEncoding(plain, 'auto');
  if (!isPacked && encoding.name === 'utf-8' && encoding.markLength === 0) return file;
  const out = await open(copy, 'w');
  try {
    for await (const { bytes, bad } of decodeText(plain, encoding, 'auto')) {
      const [first] = bad;
      if (first !== undefined) throw connectorErrors.undecodableByte({ ...first, encoding: encoding.name, file: path.basename(file) });
      await out.write(bytes);
    }
  } finally {
    await out.close();
  }
  return copy;
}
