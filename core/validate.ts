import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import type { Static, TSchema } from 'typebox';

// ajv-formats is CommonJS: under ES modules its default export is the module itself.
const addFormats = addFormatsModule as unknown as (ajv: Ajv2020) => Ajv2020;

const ajv = addFormats(new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, useDefaults: true, verbose: true }));

/** One thing that is wrong with a value: where (as a path of keys) and what. */
export interface Problem {
  path: (string | number)[];
  keyword: string;
  message: string;
  params: Record<string, unknown>;
}

export type Checked<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

/** Compiles a schema to a check that reports every problem at once and fills in the schema's defaults. */
export function compileSchema<S extends TSchema>(schema: S): (value: unknown) => Checked<Static<S>> {
  const validate = ajv.compile(schema);
  return (value) => {
    if (validate(value)) return { ok: true, value: value as Static<S> };
    return { ok: false, problems: (validate.errors ?? []).map(toProblem) };
  };
}

function toProblem(error: ErrorObject): Problem {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  return { path, keyword: error.keyword, message: error.message ?? error.keyword, params: error.params };
}
