import type { TObject } from 'typebox';
import { accessErrors } from '../access/index.ts';
import type { ErrorEntry } from '../core/errors.ts';
import { receivingErrors } from '../core/receiving/errors.ts';
import type { Admission, Route } from './contract.ts';
import { apiErrors } from './errors.ts';

const ENTRIES: Record<string, ErrorEntry> = { ...accessErrors.entries, ...receivingErrors.entries, ...apiErrors.entries };

const ADMISSION_ERRORS: Record<Admission, string[]> = {
  open: [],
  metrics: ['unauthenticated', 'rateExceeded', 'auditUnavailable'],
  catalogue: ['unauthenticated', 'rateExceeded', 'auditUnavailable'],
  data: ['unauthenticated', 'purposeMissing', 'userMissing', 'purposeNotGranted', 'rateExceeded', 'auditUnavailable'],
};

const HEADERS: Record<string, string> = {
  'X-Sanku-Purpose': 'For which of the granted purposes',
  'X-Sanku-User': 'The person who asks; UTF-8, or percent-encoded',
  'X-Sanku-Case': 'Number of the matter it is for',
};

/** The OpenAPI 3.1 document of the routes. Their TypeBox schemas are JSON Schema 2020-12, which 3.1 takes as they are. */
export function describeApi(routes: readonly Route[], version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    paths[route.path] ??= {};
    paths[route.path]![route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Sanku 三库', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key made by `sanku keys create`' } },
      schemas: { Problem: PROBLEM },
    },
  };
}

function operation(route: Route): object {
  const parameters = [...fromSchema(route.params, 'path'), ...fromSchema(route.query, 'query'), ...fromHeaders(route.admission)];
  return {
    operationId: route.name,
    summary: route.summary.en,
    description: route.summary.zh,
    tags: [route.path.split('/')[1]],
    security: route.admission === 'open' ? [] : [{ key: [] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.body === undefined ? {} : { requestBody: { required: true, content: json(route.body) } }),
    ...(route.takesFile === true ? { requestBody: { required: true, content: { 'application/octet-stream': { schema: {} } } } } : {}),
    responses: responses(route),
  };
}

function fromSchema(schema: TObject | undefined, place: 'path' | 'query'): object[] {
  const required: readonly string[] = (schema?.['required'] as string[] | undefined) ?? [];
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function fromHeaders(admission: Admission): object[] {
  if (admission === 'open' || admission === 'metrics') return [];
  return Object.entries(HEADERS).map(([name, description]) => {
    const required = admission === 'data' && name !== 'X-Sanku-Case';
    return { name, in: 'header', required, description, schema: { type: 'string' } };
  });
}

function responses(route: Route): Record<string, object> {
  const found: Record<string, object> = {
    200: {
      description: 'The answer',
      content: route.admission === 'metrics' ? { 'text/plain': { schema: route.answer } } : json(route.answer),
    },
  };
  if (route.goesOn === true) {
    const location = { schema: { type: 'string' }, description: 'Where to ask how it went' };
    found['202'] = { description: 'Taken; the work goes on', headers: { Location: location }, content: json(route.answer) };
  }
  if (route.errors.includes('movedPermanently')) {
    const location = { schema: { type: 'string' }, description: 'The same question about the living id' };
    found['308'] = { description: 'The id was merged into another', headers: { Location: location } };
  }
  const form = route.body !== undefined || route.query !== undefined ? ['requestUnusable'] : [];
  const codes = [...ADMISSION_ERRORS[route.admission], ...form, ...route.errors].filter((code) => ENTRIES[code] !== undefined);
  for (const status of [...new Set(codes.map((code) => ENTRIES[code]!.status))].sort()) {
    const those = codes.filter((code) => ENTRIES[code]!.status === status);
    found[String(status)] = {
      description: those.map((code) => `\`${code}\`: ${ENTRIES[code]!.message.en}`).join('\n\n'),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  }
  return found;
}

function json(schema: object): object {
  return { 'application/json': { schema } };
}

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457. `code` is the name of the error, `fix` what to do about it; both languages by Accept-Language.',
  required: ['type', 'title', 'status', 'detail', 'code', 'instance', 'fix'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    instance: { type: 'string', format: 'uri' },
    fix: { type: 'string' },
    invalidParams: {
      type: 'array',
      items: { type: 'object', properties: { name: { type: 'string' }, reason: { type: 'string' } }, required: ['name', 'reason'] },
    },
  },
};
