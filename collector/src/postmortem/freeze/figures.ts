import { createHash } from 'node:crypto';
import {
  type FrameJson,
  frameToJson,
  type FrozenFigure,
  type Investigation,
  ModelWatchError,
  type Query,
} from '../../contract';
import type { QueryEngine } from '../../query';

type PlannedFigure = Pick<FrozenFigure, 'title' | 'query' | 'range'>;

const MOST_FINDINGS = 10;
/** Values of one figure; one with more is not kept whole, and says so. */
const MOST_VALUES = 50_000;

/**
 * The figures of an investigation: of each finding the evidence over time, and of a feature how its values lie beside
 * the baseline. Labels are those of the freezing, and the baseline is named, so that the same query draws the same again.
 */
export function planFigures({ findings, read }: Investigation, asOf: number): PlannedFigure[] {
  const fixed = {
    asOf: new Date(asOf).toISOString(),
    ...(read?.baseline != null && { baseline: read.baseline }),
  };
  return findings
    .filter(({ level }) => level !== 'note')
    .slice(0, MOST_FINDINGS)
    .flatMap((finding): PlannedFigure[] => {
      const { rank, evidence, feature, where, since, until, kind } = finding;
      const overTime = {
        title: `Finding ${rank}: ${evidence.query.measure} over time`,
        query: { ...evidence.query, ...fixed },
        range: evidence.range,
      };
      if (kind !== 'feature' || feature === null || since === null) return [overTime];
      const distribution: Query = {
        measure: 'drift.totalVariation',
        model: evidence.query.model,
        features: [feature],
        ...(where.length > 0 && { filters: where }),
        shape: 'distribution',
        ...fixed,
      };
      const range = { from: since.estimate, to: (until ?? read?.window.to ?? evidence.range.to) + 1 };
      const title = `Finding ${rank}: ${feature} since the onset, beside the baseline`;
      return [overTime, { title, query: distribution, range }];
    });
}

/** Asks the query of a figure. What is refused stays in the postmortem with the reason. */
export async function drawFigure(query: QueryEngine, planned: PlannedFigure): Promise<FrozenFigure> {
  try {
    const frame = frameToJson(await query.run({ query: planned.query, range: planned.range }));
    const values = frame.data.values.reduce((sum, column) => sum + column.length, 0);
    if (values > MOST_VALUES) {
      return {
        ...planned,
        frame: null,
        digest: null,
        error: `It has ${values} values, and ${MOST_VALUES} are kept.`,
      };
    }
    return { ...planned, frame, digest: digestOf(frame), error: null };
  } catch (error) {
    if (!(error instanceof ModelWatchError)) throw error;
    return { ...planned, frame: null, digest: null, error: error.message };
  }
}

/** Of what is drawn: notices (the collector was behind) and settings of the display are left out. */
function digestOf({ schema, data }: FrameJson): string {
  const fields = schema.fields.map(({ name, type, labels }) => ({ name, type, labels }));
  return createHash('sha256')
    .update(JSON.stringify([fields, data.values]))
    .digest('hex');
}
