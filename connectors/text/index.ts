export { type BadLine, decodeText, type TextChunk } from './decode-text.ts';
export { decideEncoding, type Encoding, type EncodingName, encodingNames } from './encoding.ts';
export { charactersOf2022, useCodePointsOf2022 } from './gb18030-2022.ts';
export { openFile, readLineChunks } from './line-chunks.ts';
export { linesOf } from './lines.ts';
export { createTextTable, insertTextFile, insertWrittenTable, loadWrittenTable, type TextFile } from './load-steps.ts';
export { readTextFile } from './read-text-file.ts';
export { decodesSoFar, firstBadByte, strictDecoder } from './strict-decoder.ts';
export { longestRowBytes, TableWriter } from './table-writer.ts';
