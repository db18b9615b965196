import { type Static, Type } from '@sinclair/typebox';
import type { FrameJson } from './frames';
import type { Investigation } from './investigation';
import type { Query } from './query';
import type { ReplayPerformance, ReplayRequest, ReplayResult } from './replay';

/** What an action prevents the next time; the first three are what every postmortem has to think of. */
export const ACTION_AREAS = ['lineage', 'tests', 'monitoring', 'other'] as const;
export type ActionArea = (typeof ACTION_AREAS)[number];

const Prose = (description: string) => Type.String({ maxLength: 20_000, description });
const Line = (description: string) => Type.String({ maxLength: 500, description });

export const PostmortemAction = Type.Object(
  {
    id: Type.String({ minLength: 1, maxLength: 100 }),
    area: Type.Union(ACTION_AREAS.map((area) => Type.Literal(area))),
    text: Type.String({
      minLength: 1,
      maxLength: 2000,
      description: 'what is done so that it does not come again',
    }),
    owner: Line('who answers for it; needed to close it'),
    state: Type.Union([Type.Literal('open'), Type.Literal('closed')]),
    evidence: Prose('what shows that it is done, or why it is not done; needed to close it'),
  },
  { additionalProperties: false },
);
export type PostmortemAction = Static<typeof PostmortemAction>;

export const TimelineEntry = Type.Object(
  {
    ts: Type.Integer({ description: 'milliseconds since 1970' }),
    text: Type.String({ minLength: 1, maxLength: 2000 }),
  },
  { additionalProperties: false },
);

/** What people write; everything else of a postmortem is frozen. */
export const PostmortemText = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 500 }),
    impact: Prose('who was touched, and how much'),
    detection: Prose('how it was noticed, and after how long'),
    cause: Prose('why it happened'),
    resolution: Prose('what ended it'),
    dataSets: Prose('which data sets the versions were trained on, beyond the digests that are frozen'),
    telemetry: Prose('what was captured of it, and what was missing to understand it sooner'),
    timeline: Type.Array(TimelineEntry, { maxItems: 200, description: 'beside what is known already' }),
    actions: Type.Array(PostmortemAction, { maxItems: 100 }),
    state: Type.Union([Type.Literal('draft'), Type.Literal('closed')]),
  },
  { additionalProperties: false },
);
export type PostmortemText = Static<typeof PostmortemText>;

export const PostmortemStart = Type.Object(
  {
    investigation: Type.String({ description: 'id of an investigation that has ended' }),
    title: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  },
  { $id: 'PostmortemStart', additionalProperties: false },
);
export type PostmortemStart = Static<typeof PostmortemStart>;

export const PostmortemChange = Type.Object(
  {
    revision: Type.Integer({
      description: 'of what was changed: a postmortem that others changed since is refused',
    }),
    text: PostmortemText,
  },
  { $id: 'PostmortemChange', additionalProperties: false },
);
export type PostmortemChange = Static<typeof PostmortemChange>;

/** One figure with the query that draws it again, labels as of the freezing. */
export interface FrozenFigure {
  title: string;
  query: Query;
  range: { from: number; to: number };
  /** Null where the query was refused; `error` then says why. */
  frame: FrameJson | null;
  error: string | null;
  /** SHA-256 of names, labels and values. */
  digest: string | null;
}

export interface FrozenVersion {
  version: string;
  /** SHA-256 of the ONNX file as it was uploaded; null where there is none. */
  digest: string | null;
  runnableDigest: string | null;
  registeredAt: number;
  /** SHA-256 of the baseline's Parquet file, and its rows: the data set that the version is compared with. */
  baseline: { digest: string; rows: number } | null;
}

/** The predictions of the window as they were. */
export interface FrozenData {
  from: number;
  to: number;
  rows: number;
  labelled: number;
  /** SHA-256 over ids, times, versions, features, segments, scores, classes and labels; null where there are too many rows. */
  digest: string | null;
  schema: number;
}

export interface FrozenReplay {
  id: string;
  request: ReplayRequest;
  logged: ReplayPerformance | null;
  results: Pick<
    ReplayResult,
    'version' | 'repaired' | 'rows' | 'meanScore' | 'agreementWithLogged' | 'performance'
  >[];
}

export interface TimelineFact {
  ts: number;
  kind: 'change' | 'onset' | 'end' | 'window' | 'investigation';
  text: string;
}

/** Everything that a figure of the postmortem rests on, as it was when the postmortem was begun. */
export interface FrozenEvidence {
  /** Milliseconds since 1970: labels that came later are in no figure. */
  asOf: number;
  collector: string;
  production: string | null;
  versions: FrozenVersion[];
  data: FrozenData;
  figures: FrozenFigure[];
  replays: FrozenReplay[];
  timeline: TimelineFact[];
}

export interface Postmortem {
  id: string;
  model: string;
  createdAt: number;
  /** Who asked, as far as the collector was told. */
  createdBy: string | null;
  updatedAt: number;
  updatedBy: string | null;
  /** From 1; grows with each change. */
  revision: number;
  text: PostmortemText;
  investigation: Investigation;
  frozen: FrozenEvidence;
}

/** As lists show it: without its figures. */
export interface PostmortemSummary {
  id: string;
  model: string;
  title: string;
  state: PostmortemText['state'];
  createdAt: number;
  createdBy: string | null;
  updatedAt: number;
  window: { from: number; to: number };
  /** What is not closed with evidence. */
  openActions: PostmortemAction[];
}

/** One thing that was frozen, and whether it is still the same. */
export interface ReproducedPart {
  part: string;
  isSame: boolean;
  /** What differs, or that nothing does. */
  text: string;
}

export interface PostmortemVerification {
  at: number;
  parts: ReproducedPart[];
}
