import {
  badRequest,
  findMeasure,
  type MeasureDefinition,
  type ModelSpec,
  type ModelWatchError,
  parseDuration,
  type RetrainingTriggerSpec,
} from '../contract';

type Kind = RetrainingTriggerSpec['when'];

/** Fields that mean something for a kind of rule, beside its name and kind. */
const FIELDS: Record<Kind, readonly (keyof RetrainingTriggerSpec)[]> = {
  drift: ['measure', 'features', 'baseline', 'threshold', 'params', 'window', 'immediately'],
  performance: ['measure', 'threshold', 'params', 'window'],
  volume: ['labels'],
  maturity: ['window'],
};

/** Refuses rules that could never ask, or whose words mean nothing. @throws ModelWatchError `model-invalid` */
export function checkRetraining(spec: ModelSpec): void {
  const { triggers = [], trainOn } = spec.retraining ?? {};
  if (trainOn !== undefined) requireDuration(trainOn, '$.retraining.trainOn');
  const seen = new Set<string>();
  triggers.forEach((trigger, index) => {
    const path = `$.retraining.triggers[${index}]`;
    if (seen.has(trigger.name)) throw wrong(`${path}.name: ${trigger.name} is there twice.`, `${path}.name`);
    seen.add(trigger.name);
    for (const field of Object.keys(trigger) as (keyof RetrainingTriggerSpec)[]) {
      if (field === 'name' || field === 'when' || FIELDS[trigger.when].includes(field)) continue;
      throw wrong(
        `${path}.${field} means nothing when: ${trigger.when}; it takes ${FIELDS[trigger.when].join(', ')}.`,
        `${path}.${field}`,
      );
    }
    if (trigger.window !== undefined) requireDuration(trigger.window, `${path}.window`);
    if (trigger.when === 'volume' && trigger.labels === undefined) {
      throw wrong(`${path}.labels: say how many labels must have arrived.`, `${path}.labels`);
    }
    if (trigger.when === 'drift' || trigger.when === 'performance') checkMeasure(spec, trigger, path);
  });
}

function checkMeasure(spec: ModelSpec, trigger: RetrainingTriggerSpec, path: string): void {
  const { when, features = [], params = {} } = trigger;
  const id = trigger.measure ?? (when === 'drift' ? 'drift.psi' : undefined);
  const at = `${path}.measure`;
  if (id === undefined)
    throw wrong(`${at}: say which measure of performance, for example performance.rocAuc.`, at);
  const measure = findMeasure(id);
  if (!measure) throw wrong(`${at}: there is no measure ${id}.`, at);
  if (measure.family !== when || (when === 'performance' && !measure.needsLabels)) {
    throw wrong(`${at}: ${id} is no measure of ${when}.`, at);
  }
  if (measure.tasks && !measure.tasks.includes(spec.task)) {
    throw wrong(
      `${at}: ${id} is defined for ${measure.tasks.join(' and ')} models; this is a ${spec.task} model.`,
      at,
    );
  }
  for (const name of Object.keys(params)) {
    if (measure.parameters.some((parameter) => parameter.name === name)) continue;
    throw wrong(`${path}.params.${name}: ${id} has no such parameter.`, `${path}.params.${name}`);
  }
  if (features.length > 0 && !measure.perFeature) {
    throw wrong(`${path}.features: ${id} is one value for the whole model.`, `${path}.features`);
  }
  for (const name of features) {
    if (name === '@score' || spec.features.some((feature) => feature.name === name)) continue;
    throw wrong(`${path}.features: ${spec.model} has no feature ${name}.`, `${path}.features`);
  }
  if (!hasThreshold(spec, trigger, measure)) {
    throw wrong(
      `${path}.threshold: ${id} has no threshold of its own; give one here, in thresholds, or in an objective.`,
      `${path}.threshold`,
    );
  }
}

const hasThreshold = (
  { thresholds, objectives = [] }: ModelSpec,
  { threshold }: RetrainingTriggerSpec,
  { id, threshold: usual, better }: MeasureDefinition,
): boolean =>
  better !== 'none' &&
  (threshold !== undefined ||
    usual !== null ||
    thresholds?.[id] !== undefined ||
    objectives.some(({ measure }) => measure === id));

function requireDuration(text: string, path: string): void {
  if (!(parseDuration(text) > 0)) throw wrong(`${path}: ${text} is no duration such as 24h.`, path);
}

const wrong = (message: string, path: string): ModelWatchError => badRequest('model-invalid', message, path);
