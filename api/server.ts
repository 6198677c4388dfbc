import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import type { Visit } from '../access/index.ts';
import { isSankuError } from '../core/errors.ts';
import { compileSchema } from '../core/validate.ts';
import { readAsking } from './asking.ts';
import { limitBodyTime, limitIgnoredBody } from './body-time.ts';
import type { ApiParts, Route, RouteContext, RouteRequest } from './contract.ts';
import { apiErrors } from './errors.ts';
import { loadRoutes } from './load-routes.ts';
import { createMetrics } from './metrics.ts';
import { FormError, toSankuError } from './problem.ts';
import { BODY_LIMIT, refuseMalformed, sendProblem } from './send-problem.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Name of the look-up, where the route delivers values. */
    lookUp?: string;
  }
  interface FastifyRequest {
    /** Set by the gate on routes that need a key. */
    visit: Visit | null;
    /** Code of the error that is answered. */
    refusal: string | null;
  }
}

/**
 * The hub over HTTP. Give the result to `listen`, or ask it with `inject`.
 * Neither URLs nor bodies are logged: only the route's pattern, the status and the time.
 */
export function createServer(parts: ApiParts): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    exposeHeadRoutes: false,
    // A file may take as long as it comes; other bodies are limited below.
    requestTimeout: 0,
    forceCloseConnections: 'idle',
    clientErrorHandler: refuseMalformed,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => void sendProblem({ error, request, reply, log: parts.log }),
  });
  app.decorateRequest('visit', null);
  app.decorateRequest('refusal', null);
  const metrics = createMetrics(parts.version);
  // Checked by the same Ajv as everything else: every mistake at once, nothing converted.
  app.setValidatorCompiler<TSchema>(({ schema }) => {
    const check = compileSchema(schema);
    return (value) => {
      const checked = check(value);
      return checked.ok ? { value: checked.value } : { error: new FormError(checked.problems) };
    };
  });
  app.setSerializerCompiler(() => JSON.stringify);
  app.addHook('onSend', (_request, reply, payload, done) => {
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
    done(null, payload);
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { statusCode: status, elapsedTime } = reply;
    const { url: route } = request.routeOptions;
    const lookUp = request.routeOptions.config.lookUp;
    metrics.answered({ method: request.method, route, status, seconds: elapsedTime / 1000, refusal: request.refusal, lookUp });
    parts.log.debug({ route, method: request.method, status, ms: Math.round(elapsedTime) }, 'answered');
    limitIgnoredBody(request.raw);
    done();
  });
  app.setErrorHandler(async (error, request, reply) => {
    const failure = await recordBadForm(parts, request, error).catch((cause: unknown) => cause);
    return sendProblem({ error: failure ?? error, request, reply, log: parts.log });
  });
  app.register(async (scope) => {
    const context: RouteContext = { parts, routes: await loadRoutes(), metrics };
    for (const route of context.routes.filter(({ takesFile }) => takesFile !== true)) addRoute(scope, { route, context });
    scope.register(async (files) => {
      files.removeAllContentTypeParsers();
      files.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
      for (const route of context.routes.filter(({ takesFile }) => takesFile === true)) addRoute(files, { route, context });
    });
    app.setNotFoundHandler((request, reply) => {
      const { error, allowed } = unmatched(context.routes, request.url);
      if (allowed !== undefined) reply.header('allow', allowed);
      return sendProblem({ error, request, reply, log: parts.log });
    });
  });
  return app;
}

function addRoute(scope: FastifyInstance, { route, context }: { route: Route; context: RouteContext }): void {
  const { gate } = context.parts;
  const { admission, name } = route;
  scope.route({
    method: route.method,
    config: admission === 'data' ? { lookUp: name } : {},
    url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    schema: {
      ...(route.params === undefined ? {} : { params: route.params }),
      ...(route.query === undefined ? {} : { querystring: route.query }),
      ...(route.body === undefined ? {} : { body: route.body }),
    },
    // Before the body is read: who has no key learns nothing of the form.
    onRequest: async (request) => {
      if (route.takesFile !== true) limitBodyTime(request.raw);
      if (admission === 'data') request.visit = await gate.admit(readAsking(request), name);
      if (admission === 'metrics') request.visit = await gate.admitToMetrics(readAsking(request), name);
      if (admission === 'catalogue') request.visit = await gate.admitToCatalogue(readAsking(request), name);
    },
    handler: async (request, reply) => {
      const { params, query, body, url } = request;
      const at = url.indexOf('?');
      const file = route.takesFile === true ? { file: fileOf(request) } : {};
      const asked = { params, query, body, ...file, search: at === -1 ? '' : url.slice(at), visit: request.visit ?? undefined };
      const answer = await route.handle(context, asked);
      if (answer.location !== undefined) reply.header('location', answer.location);
      return reply
        .code(answer.status ?? 200)
        .type(answer.text?.type ?? 'application/json; charset=utf-8')
        .send(answer.text?.content ?? JSON.stringify(answer.body));
    },
  });
}

/** The body as it comes: no parser has touched it. */
function fileOf({ raw }: FastifyRequest): NonNullable<RouteRequest['file']> {
  const length = raw.headers['content-length'];
  return length === undefined ? { body: raw } : { body: raw, length: Number(length) };
}

/** The gate logs its own refusals; what fell out before it was asked is logged here. */
async function recordBadForm({ gate }: ApiParts, request: FastifyRequest, error: unknown): Promise<void> {
  if (request.visit === null || isSankuError(error)) return;
  const refusal = toSankuError(error, BODY_LIMIT);
  if (refusal.entry.status < 500) await gate.refuse(request.visit, refusal);
}

/** A path that exists under another method, or none at all. */
function unmatched(routes: readonly Route[], url: string): { error: Error; allowed?: string } {
  const path = url.split('?')[0]!;
  const methods = routes.filter((route) => patternOf(route).test(path)).map(({ method }) => method);
  if (methods.length === 0) return { error: apiErrors.routeNotFound() };
  const allowed = [...new Set(methods)].sort().join(', ');
  return { error: apiErrors.methodNotAllowed({ allowed }), allowed };
}

function patternOf({ path }: Route): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}
