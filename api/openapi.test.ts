import { describe, expect, test } from '@jest/globals';
import { accessErrors } from '../access/index.ts';
import { receivingErrors } from '../core/receiving/errors.ts';
import { compileSchema } from '../core/validate.ts';
import { apiErrors } from './errors.ts';
import { loadRoutes } from './load-routes.ts';
import { describeApi } from './openapi.ts';

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
  security: object[];
}

const routes = await loadRoutes();
const KNOWN_ERRORS = [
  ...Object.keys(accessErrors.entries),
  ...Object.keys(apiErrors.entries),
  ...Object.keys(receivingErrors.entries),
  'movedPermanently',
];

describe('the description of the API', () => {
  const document = JSON.parse(JSON.stringify(describeApi(routes, '1.2.3'))) as {
    openapi: string;
    info: object;
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, object> };
  };
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

  test('is OpenAPI 3.1 and lists every route once', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info).toMatchObject({ title: expect.any(String), version: '1.2.3' });
    const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(listed.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(routes.length);
  });

  test('names every part of a path, and holds schemas that a checker takes', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const { parameters = [], requestBody, responses } of Object.values(methods)) {
        const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => `{${name}}`);
        expect(path.match(/\{\w+\}/g) ?? []).toEqual(inPath);
        const contents = [requestBody?.content, ...Object.values(responses).map(({ content }) => content)];
        const schemas = contents.flatMap((content) => Object.values(content ?? {})).map(({ schema }) => schema);
        for (const schema of [...schemas, ...parameters.map((parameter) => parameter.schema)]) {
          if ('$ref' in schema) expect(schema).toEqual({ $ref: '#/components/schemas/Problem' });
          else expect(() => compileSchema(schema as Parameters<typeof compileSchema>[0])).not.toThrow();
        }
      }
    }
  });

  test('asks for fields wherever values of people are delivered, and for purpose and user there', () => {
    for (const route of routes.filter(({ admission }) => admission === 'data')) {
      const { parameters = [], requestBody, responses, security } = document.paths[route.path]![route.method.toLowerCase()]!;
      const body = requestBody?.content['application/json']?.schema as { required: string[] } | undefined;
      const inQuery = parameters.filter((parameter) => parameter.in === 'query' && parameter.required).map(({ name }) => name);
      expect([...inQuery, ...(body?.required ?? [])]).toContain('fields');
      const headers = parameters.filter((parameter) => parameter.in === 'header' && parameter.required).map(({ name }) => name);
      expect(headers).toEqual(['X-Sanku-Purpose', 'X-Sanku-User']);
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['200', '400', '401', '403', '429', '503']));
      expect(security).toEqual([{ key: [] }]);
    }
  });

  test('knows the errors it names', () => {
    for (const { errors } of routes) for (const code of errors) expect(KNOWN_ERRORS).toContain(code);
  });
});
