import type { RetrainingCause, RetrainingRequest } from '../contract';
import type { Judgement } from './judgeTrigger';

/** A cause that was seen, until it is over. */
export interface OpenCause extends RetrainingCause {
  /** Null while its labels are waited for. */
  requestId: string | null;
  /** Since when it has not been there; null while it is. */
  wellSince: number | null;
}

/** All that is kept of a rule, in one document: a crash leaves either the old one or the new one. */
export interface RuleState {
  model: string;
  name: string;
  /** Production version and baseline, as one text: a cause against others is another cause. */
  against: string;
  /** Of volume and maturity: up to where the last request reached. */
  reached: number | null;
  causes: OpenCause[];
  /** The latest first. */
  requests: RetrainingRequest[];
  reason: string;
  lookedAt: number | null;
}

export const MOST_REQUESTS = 50;

export const newState = (model: string, name: string): RuleState => ({
  model,
  name,
  against: '',
  reached: null,
  causes: [],
  requests: [],
  reason: 'not looked at yet',
  lookedAt: null,
});

/**
 * The causes after a look: new ones begin, those that are there go on, and those end that a retraining has answered,
 * that another production version or baseline has made void, or that have been away for a whole window. Shorter than
 * that they come and go about their threshold, and would ask again each time.
 */
export function followCauses(
  state: Pick<RuleState, 'causes' | 'against'>,
  { causes: found, well }: Judgement,
  {
    now,
    windowMs,
    against,
    retrainedAt,
  }: { now: number; windowMs: number; against: string; retrainedAt: number | null },
): OpenCause[] {
  const isAnswered = ({ requestId, since }: OpenCause): boolean =>
    requestId !== null && retrainedAt !== null && retrainedAt > since;
  const kept = (state.against === against ? state.causes : [])
    .filter((cause) => !isAnswered(cause))
    .map((cause): OpenCause => {
      if (found.some(({ key }) => key === cause.key)) return { ...cause, wellSince: null };
      return well.includes(cause.key) ? { ...cause, wellSince: cause.wellSince ?? now } : cause;
    })
    .filter(({ wellSince }) => wellSince === null || now - wellSince < windowMs);
  const begun = found
    .filter(({ key }) => !kept.some((cause) => cause.key === key))
    .map((cause): OpenCause => ({ ...cause, since: now, requestId: null, wellSince: null }));
  return [...kept, ...begun];
}
