import type { Readable } from 'node:stream';
import type { BodyHeaders } from '../ingest';
import type { InvestigationService } from '../investigate';
import type {
  AnnotationRequest,
  EventKind,
  Frame,
  IngestAnswer,
  QueryRequest,
  ReplayRequest,
  ReplayRun,
  SamplesAnswer,
  SamplesRequest,
} from '../contract';
import type { Configuration } from '../configuration';
import type { BackupService, Logger, Metrics, Readiness } from '../operation';
import type { ObjectiveKeeper } from '../objectives';
import type { PostmortemService } from '../postmortem';
import type { BaselineKeeper, Registry } from '../registry';
import type { CanaryService } from '../canary';
import type { Candidates, ComparisonService, ExplanationService } from '../replay';
import type { RetrainingService } from '../retraining';
import type { ShadowService } from '../shadow';
import type { Webhook } from '../webhook';
import type { Store } from '../store';
import type { StoredToken } from './tokens';

/** What the API serves. `main` puts the rooms behind it. */
export interface ApiServices {
  configuration: Configuration;
  version: string;
  logger: Logger;
  metrics: Metrics;
  registry: Registry;
  store: Pick<Store, 'changes' | 'quarantine' | 'dimensionValues' | 'timeRange' | 'documents'>;
  /** Reads and decodes a body; resolves when everything in it is durable. */
  receive: (kind: EventKind, body: Readable, headers: BodyHeaders) => Promise<IngestAnswer>;
  answerQuery: (request: QueryRequest, signal: AbortSignal) => Promise<Frame>;
  answerAnnotations: (request: AnnotationRequest, signal: AbortSignal) => Promise<Frame>;
  answerSamples: (request: SamplesRequest, signal: AbortSignal) => Promise<SamplesAnswer>;
  encodeFrame: (frame: Frame) => Uint8Array;
  replays: {
    start(request: ReplayRequest, requestedBy: string | null): Promise<ReplayRun>;
    list(): Promise<ReplayRun[]>;
    get(id: string): Promise<ReplayRun | null>;
    cancel(id: string): Promise<ReplayRun>;
    pause(id: string): Promise<ReplayRun>;
    resume(id: string): Promise<ReplayRun>;
  };
  candidates: Pick<Candidates, 'put'>;
  canaries: Pick<CanaryService, 'compare' | 'watch' | 'list' | 'get' | 'stop'>;
  retraining: Pick<RetrainingService, 'list'>;
  webhook: Pick<Webhook, 'list'>;
  comparisons: ComparisonService;
  explanations: ExplanationService;
  shadows: Pick<ShadowService, 'start' | 'list' | 'get' | 'stop'>;
  investigations: Pick<InvestigationService, 'start' | 'list' | 'get'>;
  baselines: BaselineKeeper;
  objectives: ObjectiveKeeper;
  postmortems: PostmortemService;
  backups: Pick<BackupService, 'dataDir' | 'start' | 'get' | 'list'>;
  readiness: () => Promise<Readiness>;
  tokens: () => { tokens: StoredToken[]; isClosed: boolean };
  /** Folder of the built preview page; null while it is not built. */
  previewDir: string | null;
}
