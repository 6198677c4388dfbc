import { decodeText } from './decode-text.ts';
import { decideEncoding } from './encoding.ts';

/** Readers of rows that look for a row's end in what they hold are slow with more at once. */
const PIECE = 16 << 10;

/**
 * A text file as UTF-8, in small pieces, whatever its encoding (`auto`). A line with a byte that does not decode is told and
 * handed on with U+FFFD in its place.
 *
 * @throws connectorErrors.fileMissing, emptyFile, notText, encodingUndecided
 */
export async function* readTextFile(file: string, onBadLine: (line: number) => void): AsyncGenerator<Buffer> {
  for await (const { bytes, bad } of decodeText(file, await decideEncoding(file, 'auto'), 'auto')) {
    for (const { line } of bad) onBadLine(line);
    for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
  }
}
