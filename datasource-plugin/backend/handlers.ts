import {
  type ServerUnaryCall,
  type ServerWritableStream,
  type UntypedServiceImplementation,
  type sendUnaryData,
  status,
} from '@grpc/grpc-js';
import { setMaxListeners } from 'node:events';
import { connectCollector } from './collector';
import { asFailure } from './failure';
import { Gate } from './gate';
import { checkHealth } from './health';
import { CONCURRENT_REQUESTS } from './limits';
import { log } from './log';
import { Metrics } from './metrics';
import {
  type CallResourceRequest,
  type CallResourceResponse,
  type CheckHealthRequest,
  type CheckHealthResponse,
  type CollectMetricsResponse,
  type QueryDataRequest,
  type QueryDataResponse,
} from './protocol';
import { answerQueries } from './query';
import { callResource } from './resources';
import { SettingsCache } from './settings';

export interface Handlers {
  data: UntypedServiceImplementation;
  diagnostics: UntypedServiceImplementation;
  resource: UntypedServiceImplementation;
}

/** A signal that aborts when Grafana is no longer interested in the answer. */
function cancellationOf(call: { on(event: 'cancelled', listener: () => void): unknown }): AbortSignal {
  const controller = new AbortController();
  // Each query of a request listens, and there may be many.
  setMaxListeners(0, controller.signal);
  call.on('cancelled', () => controller.abort());
  return controller.signal;
}

function unary<Request, Answer>(answer: (request: Request, cancelled: AbortSignal) => Promise<Answer>) {
  return (call: ServerUnaryCall<Request, Answer>, callback: sendUnaryData<Answer>): void => {
    answer(call.request, cancellationOf(call)).then(
      (value) => callback(null, value),
      (error: unknown) => {
        log('error', 'A call failed', { call: call.getPath(), error });
        callback({ code: status.INTERNAL, details: asFailure(error).message });
      },
    );
  };
}

/** What Grafana can ask of this backend, wired to one collector client. */
export function createHandlers(): Handlers {
  const gate = new Gate(CONCURRENT_REQUESTS);
  const metrics = new Metrics();
  const room = {
    settings: new SettingsCache(),
    send: connectCollector(gate),
    observe: metrics.observeQuery.bind(metrics),
  };
  return {
    data: {
      QueryData: unary<QueryDataRequest, QueryDataResponse>((request, cancelled) =>
        answerQueries(room, request, cancelled),
      ),
    },
    diagnostics: {
      CheckHealth: unary<CheckHealthRequest, CheckHealthResponse>((request, cancelled) =>
        checkHealth(room, request, cancelled),
      ),
      CollectMetrics: unary<unknown, CollectMetricsResponse>(async () => ({
        metrics: { prometheus: Buffer.from(metrics.render(gate.occupied)) },
      })),
    },
    resource: {
      CallResource(call: ServerWritableStream<CallResourceRequest, CallResourceResponse>): void {
        callResource(room, call.request, cancellationOf(call)).then(
          (answer) => {
            call.write(answer);
            call.end();
          },
          (error: unknown) => {
            log('error', 'A resource call failed', { error });
            call.destroy(error as Error);
          },
        );
      },
    },
  };
}
