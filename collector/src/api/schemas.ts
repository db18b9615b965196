import { Type } from '@sinclair/typebox';
import {
  FINDING_KINDS,
  FINDING_LEVELS,
  InvestigationRequest,
  ModelSpec,
  ReplayRequest,
  VersionSpec,
} from '../contract';

/*
 * The answers of the API, as its document shows them. Types of the contract that are plain interfaces (because they
 * are never validated) are described here for readers of the document.
 */

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);
const Milliseconds = Type.Integer({ description: 'milliseconds since 1970 (UTC)' });

export const ProblemAnswer = Type.Object(
  {
    type: Type.String({ examples: ['urn:modelwatch:problem:unknown-model'] }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'what was wrong, where, and what to do' }),
    code: Type.String({ description: 'stable, for programs' }),
    path: Type.Optional(Type.String({ description: 'JSON path of what was wrong' })),
    requestId: Type.Optional(Type.String()),
  },
  { $id: 'Problem', description: 'An error, as RFC 9457 describes them.' },
);

export const FrameAnswer = Type.Object(
  {
    schema: Type.Object({
      name: Type.String(),
      refId: Type.Optional(Type.String()),
      meta: Type.Record(Type.String(), Type.Unknown()),
      fields: Type.Array(
        Type.Object({
          name: Type.String(),
          type: Type.Union(['time', 'number', 'string', 'boolean'].map((type) => Type.Literal(type))),
          labels: Type.Optional(Type.Record(Type.String(), Type.String())),
          config: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
        }),
      ),
    }),
    data: Type.Object({
      values: Type.Array(Type.Array(Type.Unknown()), { description: 'by field, then by row' }),
    }),
  },
  { $id: 'Frame', description: "Grafana's data frame, as its front end writes it in JSON." },
);

export const MeasureAnswer = Type.Object(
  {
    id: Type.String(),
    family: Type.String(),
    title: Type.String(),
    meaning: Type.String(),
    unit: Type.String(),
    better: Type.String(),
    threshold: Nullable(Type.Number()),
    input: Type.String(),
    perFeature: Type.Boolean(),
    needsLabels: Type.Boolean(),
    parameters: Type.Array(Type.Record(Type.String(), Type.Unknown())),
    shapes: Type.Array(Type.String()),
    groupable: Type.Boolean(),
    accuracy: Type.String(),
    formula: Type.String(),
    source: Type.String(),
  },
  { $id: 'Measure', additionalProperties: true, description: 'One row of the catalogue.' },
);

const VersionCheckAnswer = Nullable(
  Type.Object(
    {
      baseline: Type.String({ description: 'version whose baseline the rows are of' }),
      rows: Type.Integer({ description: 'that were given to it' }),
      failed: Type.Record(Type.String(), Type.Integer(), {
        description: 'those that it could not score, by reason',
      }),
      compared: Type.Integer({ description: 'those with a score of this version in the baseline' }),
      differing: Type.Integer(),
      largestDifference: Nullable(Type.Number()),
      tolerance: Type.Number(),
      told: Type.String({ description: 'the same in words' }),
    },
    { description: 'what the version made of rows of a baseline' },
  ),
);

export const VersionAnswer = Type.Object(
  {
    version: Type.String(),
    spec: VersionSpec,
    digest: Nullable(Type.String({ description: 'SHA-256 of the bytes as uploaded' })),
    runnableDigest: Nullable(Type.String({ description: 'SHA-256 of the file that is run' })),
    sizeBytes: Type.Integer(),
    rewritten: Type.Array(Type.String(), { description: 'what was done to make it runnable' }),
    check: Type.Optional(VersionCheckAnswer),
    registeredAt: Milliseconds,
  },
  { $id: 'Version' },
);

export const BaselineAnswer = Type.Object(
  {
    version: Type.String(),
    rows: Type.Integer(),
    digest: Type.String(),
    kind: Nullable(Type.String()),
    columns: Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown()), {
      description: 'profile by feature, and @score',
    }),
    hasLabels: Type.Boolean(),
    registeredAt: Milliseconds,
    check: Type.Optional(VersionCheckAnswer),
  },
  { $id: 'Baseline' },
);

const Layout = Type.Object({
  model: Type.String(),
  version: Type.Integer(),
  features: Type.Array(Type.Object({ name: Type.String(), type: Type.String() })),
  segments: Type.Array(Type.String()),
});

export const ModelAnswer = Type.Object(
  {
    spec: ModelSpec,
    schema: Layout,
    schemas: Type.Array(Layout),
    versions: Type.Record(Type.String(), VersionAnswer),
    baselines: Type.Record(Type.String(), BaselineAnswer),
    updatedAt: Milliseconds,
    production: Nullable(Type.String()),
    timeRange: Nullable(
      Type.Object(
        { from: Milliseconds, to: Milliseconds, rows: Type.Integer() },
        {
          description: 'first and last prediction',
        },
      ),
    ),
  },
  { $id: 'Model', description: 'A registered model with its versions and baselines.' },
);

export const ChangeAnswer = Type.Object(
  {
    id: Nullable(Type.String()),
    ts: Milliseconds,
    change: Type.String(),
    model: Type.String(),
    version: Nullable(Type.String()),
    text: Type.String(),
    status: Nullable(Type.String()),
  },
  { $id: 'Change', additionalProperties: true },
);

export const QuarantineAnswer = Type.Object(
  {
    posted: Type.String({ description: 'the kind it was posted as' }),
    code: Type.String(),
    path: Type.String(),
    message: Type.String(),
    model: Nullable(Type.String()),
    raw: Type.String(),
    receivedAt: Milliseconds,
  },
  { $id: 'QuarantinedEvent', additionalProperties: true },
);

export const ReplayAnswer = Type.Object(
  {
    id: Type.String(),
    request: ReplayRequest,
    state: Type.Union(
      ['queued', 'running', 'paused', 'done', 'failed', 'cancelled'].map((state) => Type.Literal(state)),
    ),
    createdAt: Milliseconds,
    finishedAt: Nullable(Milliseconds),
    progress: Type.Object({
      rows: Type.Integer(),
      total: Type.Integer(),
      rowsPerSecond: Type.Optional(Nullable(Type.Number())),
      secondsLeft: Type.Optional(Nullable(Type.Number())),
    }),
    requestedBy: Type.Optional(Nullable(Type.String({ description: 'name of the token that asked' }))),
    error: Nullable(Type.String()),
    logged: Nullable(Type.Record(Type.String(), Type.Unknown())),
    results: Type.Array(Type.Record(Type.String(), Type.Unknown()), {
      description: 'one for each version as logged, and repaired where repairs are asked for',
    }),
  },
  { $id: 'ReplayRun', additionalProperties: true },
);

const FindingAnswer = Type.Object(
  {
    rank: Type.Integer({ description: 'from 1, in order of weight' }),
    kind: Type.Union(FINDING_KINDS.map((kind) => Type.Literal(kind))),
    level: Type.Union(FINDING_LEVELS.map((level) => Type.Literal(level))),
    title: Type.String(),
    feature: Nullable(Type.String()),
    where: Type.Array(Type.Unknown(), { description: 'filters of the segment that carries it' }),
    since: Nullable(
      Type.Object(
        {
          estimate: Milliseconds,
          lower: Milliseconds,
          upper: Milliseconds,
          confidence: Type.Number(),
        },
        { description: 'when it began, as an interval; null where it stood before already' },
      ),
    ),
    until: Nullable(Milliseconds),
  },
  { $id: 'Finding', additionalProperties: true },
);

export const InvestigationAnswer = Type.Object(
  {
    id: Type.String(),
    request: InvestigationRequest,
    state: Type.Union(['running', 'done', 'failed'].map((state) => Type.Literal(state))),
    createdAt: Milliseconds,
    finishedAt: Nullable(Milliseconds),
    error: Nullable(Type.String()),
    summary: Type.String(),
    read: Nullable(Type.Record(Type.String(), Type.Unknown())),
    findings: Type.Array(FindingAnswer),
    replay: Nullable(Type.Record(Type.String(), Type.Unknown())),
  },
  { $id: 'Investigation', additionalProperties: true },
);

export const ReadinessAnswer = Type.Object(
  {
    ready: Type.Boolean(),
    conditions: Type.Array(Type.Object({ name: Type.String(), ok: Type.Boolean(), message: Type.String() })),
  },
  { $id: 'Readiness' },
);
