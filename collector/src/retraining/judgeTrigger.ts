import {
  type ModelEntry,
  parseDuration,
  type Query,
  type RetrainingCause,
  type RetrainingTriggerSpec,
} from '../contract';
import type { QueryEngine } from '../query';
import { latestMatureEnd, readCoverage } from './labels';
import { type JudgedValue, readTable } from './readTable';

/** What a look at a rule found. */
export interface Judgement {
  /** What asks for a retraining now. */
  causes: Omit<RetrainingCause, 'since'>[];
  /** Keys of causes that are certainly not there; what is in neither list could not be judged. */
  well: string[];
  /** In words. */
  reason: string;
}

export interface TriggerParts {
  entry: ModelEntry;
  engine: QueryEngine;
  now: number;
  /** Of volume and maturity: where the last retraining, or the last request, ended. */
  since: number;
}

const DAY_WINDOW = '24h';
const USUAL_DRIFT = 'drift.psi';

export const windowMsOf = ({ window = DAY_WINDOW }: RetrainingTriggerSpec): number => parseDuration(window);

/** Holds a rule against what has come in. Labels that have not arrived are never taken for an answer. */
export function judgeTrigger(
  rule: RetrainingTriggerSpec,
  parts: TriggerParts,
  signal?: AbortSignal,
): Promise<Judgement> {
  return JUDGES[rule.when](rule, parts, signal);
}

type Judge = (rule: RetrainingTriggerSpec, parts: TriggerParts, signal?: AbortSignal) => Promise<Judgement>;

const judgeDrift: Judge = (rule, { entry, engine, now }, signal) => {
  const query: Query = {
    ...queryOf(rule, entry, USUAL_DRIFT),
    ...(rule.features && { features: rule.features }),
    ...(rule.baseline !== undefined && { baseline: rule.baseline }),
  };
  return judgeValues(engine, query, { from: now - windowMsOf(rule), to: now }, signal);
};

const judgePerformance: Judge = async (rule, { entry, engine, now }, signal) => {
  const to = await latestMatureEnd(engine, entry.spec, windowMsOf(rule), now, signal);
  if (to === null) return nothing(`no ${rule.window ?? DAY_WINDOW} with mature labels yet`);
  return judgeValues(engine, queryOf(rule, entry), { from: to - windowMsOf(rule), to }, signal);
};

const judgeVolume: Judge = async ({ labels = 0 }, { entry, engine, now, since }, signal) => {
  const { model } = entry.spec;
  const range = { from: since, to: now };
  const { value, rows, weight } = await readCoverage(engine, model, range, signal);
  const arrived = Math.round((value ?? 0) * weight);
  const reason = `${arrived} labels of predictions since ${timeOf(since)}; asked for from ${labels}`;
  if (arrived < labels) return { causes: [], well: [], reason };
  const query: Query = { measure: 'labels.coverage', model, shape: 'table' };
  const evidence = { query, value: arrived, threshold: labels, rows, coverage: value };
  return { causes: [{ key: `volume since ${since}`, reason, window: range, evidence }], well: [], reason };
};

const judgeMaturity: Judge = async (rule, { entry, engine, now, since }, signal) => {
  const { model, maturity = null } = entry.spec;
  const window = rule.window ?? DAY_WINDOW;
  const to = await latestMatureEnd(engine, entry.spec, windowMsOf(rule), now, signal);
  if (to === null || to - windowMsOf(rule) < since) {
    return nothing(`no ${window} after ${timeOf(since)} with mature labels yet`);
  }
  const range = { from: to - windowMsOf(rule), to };
  const { value, rows } = await readCoverage(engine, model, range, signal);
  const reason = `the labels of ${timeOf(range.from)} to ${timeOf(to)} have arrived (${percent(value)})`;
  const query: Query = { measure: 'labels.coverage', model, shape: 'table' };
  const evidence = { query, value, threshold: maturity, rows, coverage: value };
  return { causes: [{ key: `labels until ${to}`, reason, window: range, evidence }], well: [], reason };
};

const JUDGES: Record<RetrainingTriggerSpec['when'], Judge> = {
  drift: judgeDrift,
  performance: judgePerformance,
  volume: judgeVolume,
  maturity: judgeMaturity,
};

const queryOf = (
  { measure, threshold, params }: RetrainingTriggerSpec,
  { spec }: ModelEntry,
  usual = '',
): Query => ({
  measure: measure ?? usual,
  model: spec.model,
  shape: 'table',
  ...((params || threshold !== undefined) && {
    params: { ...params, ...(threshold !== undefined && { threshold }) },
  }),
});

async function judgeValues(
  engine: QueryEngine,
  query: Query,
  range: { from: number; to: number },
  signal?: AbortSignal,
): Promise<Judgement> {
  const values = await readTable(engine, { query, range }, signal);
  const keyOf = ({ feature }: JudgedValue): string =>
    feature === null ? query.measure : `${query.measure} ${feature}`;
  const causes = values
    .filter(({ verdict }) => verdict === 'breach')
    .map((one) => {
      const { value, threshold, rows, coverage } = one;
      return {
        key: keyOf(one),
        reason: `${keyOf(one)} is ${shown(value)} (threshold ${shown(threshold)})`,
        window: range,
        evidence: { query, value, threshold, rows, coverage },
      };
    });
  const well = values.filter(({ verdict }) => verdict === 'ok').map(keyOf);
  const undecided = values.length - causes.length - well.length;
  const told = [
    ...(causes.length > 0 ? [causes.map(({ reason }) => reason).join('; ')] : []),
    ...(well.length > 0 ? [`${well.length} of ${values.length} within their threshold`] : []),
    ...(undecided > 0 ? [`${undecided} of ${values.length} without a verdict`] : []),
  ];
  return { causes, well, reason: told.join('; ') || 'nothing was logged' };
}

const nothing = (reason: string): Judgement => ({ causes: [], well: [], reason });
const shown = (value: number | null): string => (value === null ? 'none' : String(+value.toPrecision(4)));
const percent = (share: number | null): string => (share === null ? 'none' : `${(share * 100).toFixed(1)} %`);
const timeOf = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');
