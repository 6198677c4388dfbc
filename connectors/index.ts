export type { ArrivedDelivery, Decoded, DecodeRequest, Format, UnreadableRow } from './contract.ts';
export { connectorErrors } from './errors.ts';
export { FILE_FINDINGS, type FileFinding } from './findings.ts';
export { loadFormats } from './formats.ts';
export {
  type FoundDeliveries,
  findDeliveries,
  type Inbox,
  openInbox,
  type RefusedDelivery,
  watchInbox,
} from './transports/folder/index.ts';
