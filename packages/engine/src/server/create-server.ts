import { randomBytes } from 'node:crypto';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { problemError } from '../util/problem-error.ts';
import { createAccounts } from './accounts/accounts.ts';
import { invitationRoutes } from './accounts/invitation-routes.ts';
import { joinRoutes } from './accounts/join-routes.ts';
import { memberRoutes } from './accounts/member-routes.ts';
import { countChanges } from './acknowledged-changes.ts';
import { authenticate } from './authenticate.ts';
import { APP_FOLDER, appFiles } from './browser/app-files.ts';
import { localSessions } from './browser/local-sessions.ts';
import { oneTimeLinks } from './browser/one-time-links.ts';
import { openLinkRoutes } from './browser/open-link-routes.ts';
import { serveApp } from './browser/serve-app.ts';
import type { ServerDependencies } from './dependencies.ts';
import type { Doors } from './doors.ts';
import { answerError } from './error-handler.ts';
import { MethodTable } from './method-table.ts';
import { measureRequests } from './metrics/measure-requests.ts';
import { permit } from './permit.ts';
import { apiRoutes, openRoutes } from './routes/registry.ts';
import { browserRoutes } from './session/browser-routes.ts';
import { linkRoutes } from './session/link-routes.ts';
import { sessionRoutes } from './session/session-routes.ts';
import { zodValidator } from './zod-validator.ts';

export type Server = FastifyInstance;

/** A stage's routes: what it registers on a server that already authenticates, validates and tells errors. */
export type Routes = (server: ApiServer, dependencies: ServerDependencies) => void;
export type ApiServer = ReturnType<typeof withZod>;

/** No browser keeps an answer, guesses at its type, or lends it to a page of another site. */
const ANSWER_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};
const API_BODY_LIMIT = 4 * 1024 * 1024;
/** A body that trickles in for longer is given up. */
const REQUEST_TIMEOUT_MS = 60_000;

export interface ServerOptions {
  /** Holds the built browser app. */
  readonly appFolder?: string | undefined;
  /** Scheme, host and port under which browsers reach the server, when that is not where it listens. */
  readonly publicUrl?: string | undefined;
  /** Signs the cookies of accounts; when left out, they are good until the server ends. */
  readonly cookieSecret?: string | undefined;
}

/**
 * The HTTP server over its dependencies, not yet listening: a test calls `inject`. Routes under /api, and /metrics, answer only to a secret
 * key, to `operatorToken` or to a browser that is signed in; each has its project in `request.project`.
 */
export function createServer(
  dependencies: ServerDependencies,
  operatorToken: string,
  { appFolder = APP_FOLDER, publicUrl, cookieSecret }: ServerOptions = {},
): Server {
  const server = Fastify({
    loggerInstance: dependencies.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: API_BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: 1_024 },
  }) as Server;
  server.setValidatorCompiler(({ schema, httpPart }) => zodValidator(schema as z.ZodType, httpPart));
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler(answerError);
  countChanges(server);
  measureRequests(server, dependencies.metrics);
  const methods = new MethodTable();
  methods.watch(server);
  const app = serveApp(server, appFiles(appFolder));
  const { access, records, clock } = dependencies;
  const doors: Doors = {
    access,
    records,
    clock,
    operatorToken,
    links: oneTimeLinks(clock),
    local: localSessions(records, clock),
    accounts: createAccounts({
      records,
      clock,
      secret: cookieSecret ?? randomBytes(32).toString('hex'),
      publicOrigin: publicUrl,
    }),
    publicOrigin: publicUrl,
  };
  server.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const allowed = methods.allowed(path);
    // A route that found no file at its path leaves it to this handler as well.
    if (allowed.length === 0 || allowed.includes(request.method)) {
      if (await app.answer(request, reply)) return reply;
      throw problemError(404, 'no-such-path', `there is nothing at ${path}: /api/openapi.json lists what is`);
    }
    reply.header('allow', allowed.join(', '));
    throw problemError(
      405,
      'wrong-method',
      `${path} answers to ${allowed.join(', ')}, not to ${request.method}`,
    );
  });

  server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Cusp', version: dependencies.version },
      components: { securitySchemes: { secretKey: { type: 'http', scheme: 'bearer' } } },
      security: [{ secretKey: [] }],
    },
    transform: jsonSchemaTransform,
  });
  server.register((scope, _, done) => {
    for (const routes of openRoutes) routes(withZod(scope), dependencies);
    openLinkRoutes(withZod(scope), doors);
    for (const routes of [sessionRoutes, browserRoutes, joinRoutes]) routes(withZod(scope), doors);
    scope.get('/api/openapi.json', { schema: { hide: true } }, () => server.swagger());
    done();
  });
  server.register((scope, _, done) => {
    scope.decorateRequest('project');
    scope.decorateRequest('operator', false);
    scope.decorateRequest('caller');
    scope.addHook('onRequest', async (request, reply) => {
      reply.headers(ANSWER_HEADERS);
      Object.assign(request, await authenticate(request, doors));
      permit(request);
    });
    for (const routes of apiRoutes) routes(withZod(scope), dependencies);
    for (const routes of [linkRoutes, memberRoutes, invitationRoutes]) routes(withZod(scope), doors);
    done();
  });
  return server;
}

function withZod(server: FastifyInstance) {
  return server.withTypeProvider<ZodTypeProvider>();
}
