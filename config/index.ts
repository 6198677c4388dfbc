export { checkDivisions, type WrittenDivisions } from './check-divisions.ts';
export { checkShape } from './check-shape.ts';
export { DIVISION_HEADER, divisionsCsv } from './division-cells.ts';
export { type DivisionTree, divisionTree, type Heir, holdsOn, successorsOf } from './division-tree.ts';
export { configErrors, configMistakes } from './errors.ts';
export { describeMistake, InvalidConfigError } from './invalid-config.ts';
export { rawMap, rawText } from './lenient.ts';
export {
  type CheckedConfig,
  checkConfig,
  checkConfigFiles,
  type LoadRequest,
  loadConfig,
  loadConfigFromFiles,
  prepareSchemas,
  type StoredConfig,
} from './load.ts';
export { type ConfigMistake, Mistakes, type Place } from './mistakes.ts';
export { advise, nearest } from './nearest.ts';
export { schemaFiles, writeSchemaFiles } from './schema-files.ts';
export { resolveSecret, resolveSecrets, type SecretEnvironment, type SecretResult, secretsIn } from './secrets.ts';
export type * from './types.ts';
export { block, mapOf, optional, type Registries, says, text } from './written-parts.ts';
export { readYaml, type YamlFile } from './yaml-file.ts';
