import { type FeatureSpec, type ModelEntry, negativeClassOf } from '../../contract';

/** What is looked up for every event of a model, made once for each state of its registration. */
export interface ModelLayout {
  features: { name: string; type: FeatureSpec['type']; isInherited: boolean }[];
  featureNames: ReadonlySet<string>;
  segments: { name: string; isInherited: boolean }[];
  segmentNames: ReadonlySet<string>;
  positiveClass: string;
  negativeClass: string;
  threshold: number;
}

const layouts = new WeakMap<ModelEntry, ModelLayout>();

export function layoutOf(entry: ModelEntry): ModelLayout {
  let layout = layouts.get(entry);
  if (!layout) layouts.set(entry, (layout = makeLayout(entry)));
  return layout;
}

function makeLayout({ spec, schema }: ModelEntry): ModelLayout {
  const positiveClass = String(spec.positiveClass ?? 1);
  return {
    features: schema.features.map(({ name, type }) => ({ name, type, isInherited: isInherited(name) })),
    featureNames: new Set(schema.features.map(({ name }) => name)),
    segments: schema.segments.map((name) => ({ name, isInherited: isInherited(name) })),
    segmentNames: new Set(schema.segments),
    positiveClass,
    negativeClass: negativeClassOf(spec),
    threshold: spec.threshold ?? 0.5,
  };
}

/** Names such as `constructor`, which every object seems to have: only these are checked to be its own. */
const isInherited = (name: string): boolean => name in Object.prototype;

/** A field of an object that a client has named. */
export const ownValue = (
  object: Record<string, unknown>,
  { name, isInherited: check }: { name: string; isInherited: boolean },
): unknown => (check && !Object.hasOwn(object, name) ? undefined : object[name]);
