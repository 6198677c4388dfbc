export type { AttributeConfig, EntityConfig as EntityConfigLike } from '../config/index.ts';
export * from '../schema/index.ts';
