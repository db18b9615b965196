import {
  badRequest,
  CATALOGUE,
  findMeasure,
  type MeasureDefinition,
  type ModelEntry,
  ModelWatchError,
  type Query,
  type QueryRequest,
  withoutShadow,
} from '../contract';
import type { Parameters } from '../measures';
import type { Registry } from '../registry';
import type { Store } from '../store';
import { chooseBaseline } from './chooseBaseline';
import { comparedSegments } from './groupNames';
import type { QueryPlan } from './plan';
import {
  checkAsOf,
  checkFeatures,
  checkFilters,
  checkGroupBy,
  checkObjective,
  checkParameters,
  checkRange,
  checkShape,
  checkVersion,
  chooseWindow,
  hintOf,
  type ObjectivePlan,
  refuseTemplateVariables,
  refuseUnreachable,
} from './validation';

/** Rows below which no verdict is given, unless the model says otherwise. */
const MINIMUM_SAMPLE = 200;
/** Label coverage from which performance is believed, unless the model says otherwise. */
const MATURITY = 0.9;

/** Kinds of input that say themselves which deployments they are of, or are of the whole model. */
const NAMING_DEPLOYMENTS = new Set<string>(['agreement', 'outcomePair', 'budgetSpending', 'collector']);

/** Understands a request. @throws ModelWatchError that names what is wrong, where (`$.query...`) and what to do */
export async function planQuery(
  request: QueryRequest,
  { store, registry, now }: { store: Store; registry: Registry; now: number },
): Promise<QueryPlan> {
  checkShape(request);
  const { query } = request;
  refuseTemplateVariables(query);
  const definition = requireMeasure(query.measure);
  const model = definition.input === 'collector' ? null : requireModel(registry, query.model);
  const range = checkRange(request.range);
  checkFit(definition, query, model);
  const params = checkParameters(definition, query.params, model?.spec ?? null);
  const groupBy = query.groupBy ?? [];
  const asked = query.filters ?? [];
  const filters = NAMING_DEPLOYMENTS.has(definition.input) ? [...asked] : withoutShadow(asked, groupBy);
  if (model) {
    checkGroupBy(model, groupBy, comparedSegments({ params }));
    checkFilters(model, filters);
    if (query.version !== undefined) {
      await checkVersion(store, model, query.version);
      filters.push({ key: 'version', operator: '=', values: [query.version] });
    }
  }
  const bucketMs = isOverTime(query) ? chooseWindow(query.window, range, request) : null;
  const compared = model
    ? chooseBaseline(
        registry,
        { model, definition, name: query.baseline, params },
        { lengthMs: bucketMs ?? range.to - range.from, isStepped: bucketMs !== null },
      )
    : { baseline: null, earlier: null };
  const plan: QueryPlan = {
    definition,
    model,
    selection: { model: model?.spec.model ?? '', ...range, filters },
    params,
    features: model ? checkFeatures(definition, model, query.features) : [],
    groupBy,
    commonLabels: commonLabels(query, model, params),
    bucketMs,
    asOf: checkAsOf(query.asOf, now),
    exact: query.exact ?? false,
    ...compared,
    objective: model && definition.input === 'budget' ? checkObjective(definition, params, model.spec) : null,
    threshold: thresholdOf(definition, params, model),
    minimumSample: definition.anySample ? 0 : (model?.spec.minimumSample ?? MINIMUM_SAMPLE),
    maturity: model?.spec.maturity ?? MATURITY,
    shape: query.shape,
    as: query.as ?? 'value',
    fromAlert: request.fromAlert ?? false,
    refId: request.refId,
    now,
  };
  if (plan.objective && definition.id === 'objectives.burnRate') {
    plan.threshold = factorOf(plan, plan.objective);
    refuseUnreachable(plan.threshold, plan.objective);
  }
  if (plan.bucketMs !== null) {
    // A step is the same whatever range shows it, so the first one is read whole.
    plan.selection.from = Math.floor(range.from / plan.bucketMs) * plan.bucketMs;
  }
  if (plan.as === 'breach' && plan.threshold === null) {
    throw badRequest(
      'no-threshold',
      `$.query.as: ${definition.id} has no threshold to breach; give one in params.threshold, or in the ` +
        "model's thresholds or objectives.",
      '$.query.as',
    );
  }
  return plan;
}

/** A distribution is one over the range unless the query names the step of several. */
const isOverTime = ({ shape, window }: Query): boolean =>
  shape === 'series' || (shape === 'distribution' && window !== undefined && window !== '');

function requireMeasure(id: string): QueryPlan['definition'] {
  const definition = findMeasure(id);
  if (definition) return definition;
  const ids = CATALOGUE.map((row) => row.id);
  throw badRequest(
    'unknown-measure',
    `$.query.measure: there is no measure ${id}. ${hintOf(id, ids)}`,
    '$.query.measure',
  );
}

function requireModel(registry: Registry, name: string | undefined): ModelEntry {
  const names = registry.models().map(({ spec }) => spec.model);
  if (name === undefined || name === '') {
    throw badRequest('model-missing', `$.query.model is missing. ${hintOf('', names)}`, '$.query.model');
  }
  const entry = registry.model(name);
  if (entry) return entry;
  throw new ModelWatchError({
    code: 'unknown-model',
    message: `$.query.model: there is no model ${name}. ${hintOf(name, names)}`,
    status: 404,
    path: '$.query.model',
  });
}

/** Refuses a shape, a grouping or a task that the measure does not have. */
function checkFit(definition: MeasureDefinition, query: Query, model: ModelEntry | null): void {
  if (!definition.shapes.includes(query.shape)) {
    throw badRequest(
      'shape-does-not-fit',
      `$.query.shape: ${definition.id} has no ${query.shape}; it has ${definition.shapes.join(', ')}.`,
      '$.query.shape',
    );
  }
  if (!definition.groupable && query.groupBy?.length) {
    throw badRequest(
      'group-not-expected',
      `$.query.groupBy: ${definition.id} cannot be grouped.`,
      '$.query.groupBy',
    );
  }
  if (model && definition.tasks && !definition.tasks.includes(model.spec.task)) {
    throw badRequest(
      'measure-does-not-fit',
      `$.query.measure: ${definition.id} is defined for ${definition.tasks.join(' and ')} models; ` +
        `${model.spec.model} is a ${model.spec.task} model.`,
      '$.query.measure',
    );
  }
}

/** Where breach begins: the query's word, else the model's, else the catalogue's, else an objective's target. */
function thresholdOf(
  definition: MeasureDefinition,
  params: Parameters,
  model: ModelEntry | null,
): number | null {
  if (typeof params.threshold === 'number') return params.threshold;
  const objective = model?.spec.objectives?.find(
    (one) =>
      one.measure === definition.id &&
      Object.entries(one.params ?? {}).every(([name, value]) => String(params[name]) === String(value)),
  );
  return model?.spec.thresholds?.[definition.id] ?? definition.threshold ?? objective?.target ?? null;
}

/** The query's word, else the model's threshold, else what the objective declares for its windows. */
function factorOf(
  { params, model, definition, threshold }: QueryPlan,
  objective: ObjectivePlan,
): number | null {
  const isGiven =
    typeof params.threshold === 'number' || model?.spec.thresholds?.[definition.id] !== undefined;
  return isGiven ? threshold : (objective.factor ?? threshold);
}

function commonLabels(query: Query, model: ModelEntry | null, params: Parameters): Record<string, string> {
  const labels: Record<string, string> = {};
  if (model) labels.model = model.spec.model;
  if (query.version !== undefined && !query.groupBy?.includes('version')) labels.version = query.version;
  const compared = comparedSegments({ params });
  if (compared.length > 0) labels.segment = compared.join(' × ');
  return labels;
}
