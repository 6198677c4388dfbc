export type {
  ArrivedDelivery,
  Collected,
  Decoded,
  DecodeRequest,
  Format,
  RefusedDelivery,
  Surroundings,
  Transport,
  TransportMark,
  UnreadableRow,
} from './contract.ts';
export { connectorErrors } from './errors.ts';
export { FILE_FINDINGS, type FileFinding } from './findings.ts';
export { loadFormats } from './formats.ts';
export { safeFileName } from './safe-file-name.ts';
export { dayInName, partInName } from './said-in-name.ts';
export { readTextFile } from './text/index.ts';
export { type FoundDeliveries, findDeliveries } from './transports/folder/index.ts';
export { loadTransports } from './transports.ts';
export { utf8File } from './utf8-file.ts';
