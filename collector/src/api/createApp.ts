import { randomUUID } from 'node:crypto';
import { Type } from '@sinclair/typebox';
import express, { type Express, type RequestHandler } from 'express';
import { ModelWatchError } from '../contract';
import { authorize } from './authorize';
import { createDocument, renderPage } from './openapi';
import { expressPath, type Operation } from './operation';
import { answerProblems, unknownPath } from './problems';
import { annotationOperations } from './routes/annotations';
import { backupOperations } from './routes/backups';
import { comparisonOperations } from './routes/comparisons';
import { eventOperations } from './routes/events';
import { explanationOperations } from './routes/explanations';
import { investigationOperations } from './routes/investigations';
import { objectiveOperations } from './routes/objectives';
import { operationOperations } from './routes/operation';
import { postmortemOperations } from './routes/postmortems';
import { queryOperations } from './routes/queries';
import { baselineOperations } from './routes/baselines';
import { registryOperations } from './routes/registry';
import { replayOperations } from './routes/replays';
import { retrainingOperations } from './routes/retraining';
import { sampleOperations } from './routes/samples';
import { canaryOperations } from './routes/canaries';
import { shadowOperations } from './routes/shadows';
import { webhookOperations } from './routes/webhook';
import type { ApiServices } from './services';

/** Everything that is served, the documentation of it included. */
function listOperations(services: ApiServices): Operation[] {
  const operations: Operation[] = [
    ...eventOperations(services),
    ...queryOperations(services),
    ...annotationOperations(services),
    ...sampleOperations(services),
    ...registryOperations(services),
    ...baselineOperations(services),
    ...objectiveOperations(services),
    ...replayOperations(services),
    ...comparisonOperations(services),
    ...explanationOperations(services),
    ...shadowOperations(services),
    ...canaryOperations(services),
    ...retrainingOperations(services),
    ...webhookOperations(services),
    ...investigationOperations(services),
    ...postmortemOperations(services),
    ...operationOperations(services),
    ...backupOperations(services),
    {
      method: 'get',
      path: '/openapi.json',
      scope: null,
      tag: 'documentation',
      id: 'openapi',
      summary: 'This API as OpenAPI 3.1',
      answers: { 200: { description: 'the document', content: { 'application/json': Type.Unknown() } } },
      handle: (_request, response) => void response.json(document),
    },
    {
      method: 'get',
      path: '/docs',
      scope: null,
      tag: 'documentation',
      id: 'docs',
      summary: 'This API as a page for people',
      answers: { 200: { description: 'the page', content: { 'text/html': Type.String() } } },
      handle: (_request, response) => void response.type('html').send(page),
    },
  ];
  const document = createDocument(operations, services.version);
  const page = renderPage(document);
  return operations;
}

/** Gives each request an id, the caller's own where it is plain, and logs and measures how it ended. */
function observe({ logger, metrics }: ApiServices): RequestHandler {
  return (request, response, next) => {
    const given = request.headers['x-request-id'];
    const requestId =
      typeof given === 'string' && /^[A-Za-z0-9._-]{1,128}$/.test(given) ? given : randomUUID();
    response.locals.requestId = requestId;
    response.setHeader('x-request-id', requestId);
    response.setHeader('x-content-type-options', 'nosniff');
    const started = performance.now();
    response.once('close', () => {
      const seconds = (performance.now() - started) / 1000;
      // The pattern of the route, not the path: a path for each model would be a series for each.
      const route = (response.locals.route as string | undefined) ?? 'none';
      const status = response.writableFinished ? response.statusCode : 499;
      metrics.countRequest(request.method, route, status, seconds);
      const token = response.locals.token as string | undefined;
      logger.debug(
        { requestId, method: request.method, path: request.path, status, seconds, token },
        'request',
      );
    });
    next();
  };
}

export function createApp(services: ApiServices): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.use(observe(services));

  const operations = listOperations(services);
  for (const operation of operations) {
    const remember: RequestHandler = (_request, response, next) => {
      response.locals.route = operation.path;
      next();
    };
    const guards = operation.scope === null ? [] : [authorize(operation.scope, services.tokens)];
    app[operation.method](expressPath(operation.path), remember, ...guards, (request, response) =>
      operation.handle(request, response),
    );
  }
  const methods = new Map<string, string[]>();
  for (const { path, method } of operations) {
    methods.set(path, [...(methods.get(path) ?? []), method.toUpperCase()]);
  }
  for (const [path, allowed] of methods) {
    app.all(expressPath(path), (request, response) => {
      response.setHeader('allow', allowed.join(', '));
      throw new ModelWatchError({
        code: 'method-not-allowed',
        message: `${request.method} is not served at ${path}; ${allowed.join(', ')} is.`,
        status: 405,
      });
    });
  }
  app.get('/', (_request, response) => response.redirect('/docs'));
  if (services.previewDir !== null) app.use('/preview', express.static(services.previewDir));
  app.use(unknownPath);
  app.use(answerProblems(services.logger));
  return app;
}
