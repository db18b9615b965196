import { badRequest, type Frame } from '../contract';
import { MAXIMUM_ANSWER_BYTES, MAXIMUM_ROWS, MAXIMUM_SERIES } from './limits';
import type { QueryPlan } from './plan';

const ADVICE = 'ask for fewer features, group by less, or add a filter.';

/** Refuses an answer of more label sets than are allowed, or of a series too long for a message, before it is built. */
export function refuseTooMany(plan: QueryPlan, labelSets: number, steps: number): void {
  const limit = plan.shape === 'series' ? MAXIMUM_SERIES : MAXIMUM_ROWS;
  if (labelSets > limit) {
    throw badRequest(
      'too-many-series',
      `The answer would have ${labelSets} series, and ${limit} are allowed: ${ADVICE}`,
      '$.query',
    );
  }
  // A number and its share of the bitmap of nulls.
  refuseBytes(labelSets * steps * 8.2, labelSets);
}

/** Refuses a frame that would not pass Grafana's plugin protocol. */
export function refuseTooLarge(frame: Frame, labelSets: number): Frame {
  let bytes = 0;
  for (const field of frame.fields) {
    bytes += 64 + JSON.stringify([field.name, field.labels, field.config]).length;
    if (field.type === 'string') {
      for (const value of field.values) bytes += 4 + Buffer.byteLength(String(value ?? ''));
    } else bytes += field.values.length * 8.2;
  }
  refuseBytes(bytes, labelSets);
  return frame;
}

function refuseBytes(bytes: number, labelSets: number): void {
  if (bytes <= MAXIMUM_ANSWER_BYTES) return;
  throw badRequest(
    'too-many-series',
    `The answer would have ${labelSets} series and about ${Math.ceil(bytes / 1e6)} MB, and ` +
      `${MAXIMUM_ANSWER_BYTES / 1e6} MB are allowed: ${ADVICE}`,
    '$.query',
  );
}
