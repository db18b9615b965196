import {
  type Frame,
  type ModelEntry,
  type ModelSpec,
  type ObjectiveTrial,
  type ObjectiveTrialRequest,
  type QueryRequest,
  requireTime,
  type TriedRule,
} from '../contract';
import type { AlertRule } from '../alerts';
import { askOver, type Past, stepOf } from './askOver';
import { chooseRules, findUnreachable } from './chooseRules';
import { findAnnouncements } from './findAnnouncements';

const DAY_MS = 86_400_000;
const USUAL_DAYS = 30;
/** Somebody waits at a page, and the plugin's backend waits 20 s for an answer. */
const PATIENCE_MS = 15_000;

export interface TrialRooms {
  /** Answers queries as if the model were the given one. */
  askAs: (spec: ModelSpec) => (request: QueryRequest, signal?: AbortSignal) => Promise<Frame>;
  timeRange: (model: string) => Promise<{ from: number; to: number } | null>;
  /** Milliseconds since 1970. */
  clock: () => number;
}

/**
 * Asks the alert rules that follow from objectives and thresholds over the recorded past, through the same measures, and
 * tells when each would have called.
 *
 * @param spec as it would be; checked already
 */
export async function tryObjectives(
  spec: ModelSpec,
  { days = USUAL_DAYS, to, thresholdsOf = [] }: ObjectiveTrialRequest,
  { askAs, timeRange, clock }: TrialRooms,
  signal?: AbortSignal,
): Promise<ObjectiveTrial> {
  const end = to === undefined ? clock() : requireTime(to, '$.to');
  const begun = (await timeRange(spec.model))?.from ?? end;
  const past = { from: Math.min(end, Math.max(end - days * DAY_MS, begun)), to: end };
  const ask = askAs(spec);
  const rules: TriedRule[] = [];
  const late = AbortSignal.timeout(PATIENCE_MS);
  const both = signal ? AbortSignal.any([signal, late]) : late;
  for (const rule of chooseRules(spec, thresholdsOf)) {
    rules.push(await tryRule(rule, past, (request) => ask(request, both), both));
    signal?.throwIfAborted();
  }
  const count = (severity: TriedRule['severity']): number =>
    rules
      .filter((rule) => rule.severity === severity)
      .reduce((sum, { announcements }) => sum + announcements.length, 0);
  return {
    model: spec.model,
    ...past,
    pages: count('page'),
    tickets: count('ticket'),
    rules,
    unreachable: findUnreachable(spec),
  };
}

async function tryRule(
  rule: AlertRule,
  past: Past,
  ask: (request: QueryRequest) => Promise<Frame>,
  signal: AbortSignal,
): Promise<TriedRule> {
  const { name, title, severity, description } = rule;
  const [asked] = rule.queries as [AlertRule['queries'][number]];
  const stepMs = stepOf(asked);
  const tried = { name, title, severity, description, everyMinutes: stepMs / 60_000 };
  if (past.from >= past.to) return { ...tried, announcements: [], undecided: 1, problem: null };
  try {
    const sets = await askOver(asked, past, ask, signal);
    const all = sets.flatMap(({ answers }) => answers);
    const undecided = all.filter(({ value }) => value === null).length;
    const announcements = sets
      .flatMap(({ labels, answers }) =>
        findAnnouncements(rule, answers, stepMs).map((one) => ({ ...one, labels })),
      )
      .sort((a, b) => a.at - b.at);
    return {
      ...tried,
      announcements,
      undecided: all.length === 0 ? 1 : undecided / all.length,
      problem: null,
    };
  } catch (error) {
    const problem = signal.aborted ? TOO_LONG : (error as Error).message;
    return { ...tried, announcements: [], undecided: 1, problem };
  }
}

const TOO_LONG = `Not told: the rules were not asked through within ${PATIENCE_MS / 1000} seconds; take fewer days.`;

/** The model as a request would make it. */
export const proposedSpec = (
  { spec }: Pick<ModelEntry, 'spec'>,
  { objectives, thresholds }: Pick<ObjectiveTrialRequest, 'objectives' | 'thresholds'>,
): ModelSpec => ({ ...spec, ...(objectives && { objectives }), ...(thresholds && { thresholds }) });
