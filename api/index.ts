export type { ApiParts, Catalogue, DeliveryItem, Health, Route, RunItem, SourceItem } from './contract.ts';
export { apiErrors } from './errors.ts';
export { listen } from './listen.ts';
export { loadRoutes } from './load-routes.ts';
export { describeApi } from './openapi.ts';
export { createServer } from './server.ts';
