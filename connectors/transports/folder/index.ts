export { type FoundDeliveries, findDeliveries, type RefusedDelivery } from './find-deliveries.ts';
export { type Inbox, openInbox, watchInbox } from './inbox.ts';
