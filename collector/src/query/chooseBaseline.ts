import { badRequest, type BaselineEntry, type MeasureDefinition, type ModelEntry } from '../contract';
import type { Parameters } from '../measures';
import type { Registry } from '../registry';
import { EARLIER_NAMES, type EarlierWindows, readEarlier } from './earlier';
import { hintOf } from './validation';

/** The registered baseline of the production version, unless a version goes by that very name. */
const TRAINING = 'training';

/** Bins are those of a baseline also where nothing is compared with it, and groups have its rates beside theirs. */
const readsBaseline = ({ input, needsBaseline }: MeasureDefinition): boolean =>
  input === 'bins' || input === 'groups' || input === 'groupScores' || needsBaseline === true;

/**
 * What a query compares with: a registered baseline, or earlier windows of the same traffic. The bins stay those of the
 * registered baseline also then, because counts of the same bins are what aggregates hold.
 */
export function chooseBaseline(
  registry: Registry,
  of: { model: ModelEntry; definition: MeasureDefinition; name: string | undefined; params: Parameters },
  steps: { lengthMs: number; isStepped: boolean },
): { baseline: BaselineEntry | null; earlier: EarlierWindows | null } {
  const { model, definition, params } = of;
  if (!readsBaseline(definition)) return { baseline: null, earlier: null };
  const name = of.name === '' ? undefined : of.name;
  const isVersion = name !== undefined && model.baselines[name] !== undefined;
  const earlier = isVersion ? null : readEarlier(name, steps);
  if (!earlier) {
    const version = name === TRAINING && !isVersion ? undefined : name;
    return { baseline: findBaseline(registry, model, definition, version), earlier };
  }
  requireComparable(definition, params, earlier);
  return { baseline: registry.baseline(model.spec.model), earlier };
}

function requireComparable(
  definition: MeasureDefinition,
  params: Parameters,
  { name }: EarlierWindows,
): void {
  if (!definition.comparesWindows) {
    throw badRequest(
      'baseline-does-not-fit',
      `$.query.baseline: ${definition.id} compares with a registered baseline, not with ${name}; leave it out, or name a version.`,
      '$.query.baseline',
    );
  }
  if (params.bins !== 'joined') return;
  throw badRequest(
    'baseline-does-not-fit',
    `$.query.params.bins: joined bins are formed with the rows of a registered baseline; compare with ${name} on the ` +
      "baseline's bins.",
    '$.query.params.bins',
  );
}

function findBaseline(
  registry: Registry,
  model: ModelEntry,
  definition: MeasureDefinition,
  version: string | undefined,
): BaselineEntry | null {
  const name = model.spec.model;
  if (version !== undefined && !model.baselines[version]) {
    const known = [...Object.keys(model.baselines), ...(definition.comparesWindows ? EARLIER_NAMES : [])];
    throw badRequest(
      'unknown-baseline',
      `$.query.baseline: ${name} has no baseline of version ${version}. ${hintOf(version, known)}`,
      '$.query.baseline',
    );
  }
  const baseline = registry.baseline(name, version);
  if (!baseline && definition.needsBaseline) {
    const otherwise = definition.comparesWindows ? ', or compare with `previous` or `sameHours(4)`' : '';
    throw badRequest(
      'no-baseline',
      `${definition.id} compares with a baseline, and ${name} has none: register one with ` +
        '`modelwatch model apply` (baselines in the model file), or put a Parquet file to ' +
        `/v1/models/${name}/baselines/VERSION${otherwise}.`,
    );
  }
  return baseline;
}
