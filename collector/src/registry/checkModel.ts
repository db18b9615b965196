import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import {
  badRequest,
  BaselineSpec,
  budgetOf,
  findMeasure,
  ModelSpec,
  type ModelWatchError,
  type ObjectiveSpec,
  parseDuration,
  reasonUnreachable,
  RESERVED_NAMES,
  VersionSpec,
} from '../contract';
import { checkGuardRails } from './checkGuardRails';
import { checkRetraining } from './checkRetraining';

const ajv = new Ajv({ allErrors: false, coerceTypes: false });
const validators = {
  model: ajv.compile<ModelSpec>(ModelSpec),
  version: ajv.compile<VersionSpec>(VersionSpec),
  baseline: ajv.compile<BaselineSpec>(BaselineSpec),
};

/** `/features/0/type` becomes `$.features[0].type`. */
const jsonPath = (pointer: string): string =>
  `$${pointer
    .split('/')
    .slice(1)
    .map((part) =>
      /^\d+$/.test(part) ? `[${part}]` : `.${part.replaceAll('~1', '/').replaceAll('~0', '~')}`,
    )
    .join('')}`;

function describe(error: ErrorObject): { path: string; message: string } {
  const path = jsonPath(error.instancePath);
  if (error.keyword === 'additionalProperties') {
    const name = String((error.params as { additionalProperty: string }).additionalProperty);
    return { path: `${path}.${name}`, message: `${path}.${name} is no field that is known here.` };
  }
  if (error.keyword === 'const') {
    return { path, message: `${path} must be one of the allowed words; see ModelSpec in /openapi.json.` };
  }
  return { path, message: `${path} ${error.message}.` };
}

function refuseByShape(validate: ValidateFunction, value: unknown, code: string): void {
  if (validate(value)) return;
  const { path, message } = describe(validate.errors![0]!);
  throw badRequest(code, message, path);
}

const wrong = (message: string, path: string): ModelWatchError => badRequest('model-invalid', message, path);

/** Names that would be taken for parts of an object's prototype where names are keys. */
const UNSAFE_NAMES = ['__proto__', 'constructor', 'prototype'];

function checkNames(names: string[], what: string): void {
  const seen = new Set<string>();
  names.forEach((name, index) => {
    const path = `$.${what}[${index}].name`;
    if ((RESERVED_NAMES as readonly string[]).includes(name) || UNSAFE_NAMES.includes(name)) {
      throw wrong(`${path}: ${name} has a meaning of its own in queries; choose another name.`, path);
    }
    if (seen.has(name)) throw wrong(`${path}: ${name} is there twice.`, path);
    seen.add(name);
  });
}

function checkTask(spec: ModelSpec): void {
  if (spec.task === 'binary' && spec.positiveClass === undefined) {
    throw wrong(
      '$.positiveClass: a binary model must name the class that its score is of.',
      '$.positiveClass',
    );
  }
  if (spec.task !== 'binary' && spec.positiveClass !== undefined) {
    throw wrong('$.positiveClass: only a binary model has one.', '$.positiveClass');
  }
  if (spec.task !== 'binary' && spec.threshold !== undefined) {
    throw wrong('$.threshold: only a binary model has one.', '$.threshold');
  }
  if (spec.task === 'multiclass' && !spec.classes) {
    throw wrong('$.classes: a multiclass model must list its classes.', '$.classes');
  }
  if (spec.task === 'binary' && spec.classes) {
    if (spec.classes.length !== 2) throw wrong('$.classes: a binary model has two.', '$.classes');
    if (!spec.classes.includes(String(spec.positiveClass))) {
      throw wrong('$.positiveClass is none of $.classes.', '$.positiveClass');
    }
  }
}

/** Burn rates are of good or bad events, over a window within another, and can be reached. */
function checkBurnRates(objective: ObjectiveSpec, objectivePath: string): void {
  const budget = budgetOf(objective);
  (objective.burnRates ?? []).forEach(({ long, short, factor }, index) => {
    const path = `${objectivePath}.burnRates[${index}]`;
    if (budget === null) {
      throw wrong(
        `${path}: a burn rate is of events that are good or bad, and ${objective.measure} is none of ` +
          'serving.availability, serving.serverErrorRate and serving.latency.',
        path,
      );
    }
    if (!(budget > 0)) throw wrong(`${path}: the target leaves no error budget to burn.`, path);
    for (const [name, window] of Object.entries({ long, short })) {
      if (parseDuration(window) > 0) continue;
      throw wrong(`${path}.${name}: ${window} is no duration such as 1h.`, `${path}.${name}`);
    }
    if (parseDuration(short) > parseDuration(long)) {
      throw wrong(`${path}.short: ${short} is longer than ${long}.`, `${path}.short`);
    }
    const reason = reasonUnreachable(factor, budget);
    if (reason) throw wrong(`${path}.factor: ${reason}`, `${path}.factor`);
  });
}

function checkMeasures(spec: ModelSpec): void {
  (spec.objectives ?? []).forEach((objective, index) => {
    const path = `$.objectives[${index}]`;
    const measure = findMeasure(objective.measure);
    if (!measure)
      throw wrong(`${path}.measure: there is no measure ${objective.measure}.`, `${path}.measure`);
    if (!(parseDuration(objective.window) > 0)) {
      throw wrong(`${path}.window: ${objective.window} is no duration such as 24h.`, `${path}.window`);
    }
    for (const name of Object.keys(objective.params ?? {})) {
      if (measure.parameters.some((parameter) => parameter.name === name)) continue;
      throw wrong(`${path}.params.${name}: ${measure.id} has no such parameter.`, `${path}.params.${name}`);
    }
    checkBurnRates(objective, path);
  });
  for (const id of Object.keys(spec.thresholds ?? {})) {
    if (!findMeasure(id)) throw wrong(`$.thresholds.${id}: there is no such measure.`, `$.thresholds.${id}`);
  }
}

/** What comes after a prediction: labels that are only sent for one class, and outcomes. */
function checkAftermath({ task, labels, classes, outcomes }: ModelSpec): void {
  const { absenceAfter, absentLabel } = labels ?? {};
  const path = '$.labels';
  if (absenceAfter !== undefined) {
    requireDuration(absenceAfter, `${path}.absenceAfter`);
    if (task === 'regression') {
      throw wrong(`${path}.absenceAfter: absence is no number; only classes can be meant by it.`, path);
    }
    if (task === 'multiclass' && absentLabel === undefined) {
      throw wrong(`${path}.absentLabel: with several classes it must say which one absence means.`, path);
    }
  } else if (absentLabel !== undefined) {
    throw wrong(`${path}.absentLabel means nothing without absenceAfter.`, `${path}.absentLabel`);
  }
  if (absentLabel !== undefined && classes && !classes.includes(absentLabel)) {
    throw wrong(`${path}.absentLabel is none of $.classes.`, `${path}.absentLabel`);
  }
  const seen = new Set<string>();
  (outcomes ?? []).forEach(({ name, window }, index) => {
    const at = `$.outcomes[${index}]`;
    requireDuration(window, `${at}.window`);
    if (seen.has(name)) throw wrong(`${at}.name: ${name} is there twice.`, `${at}.name`);
    seen.add(name);
  });
}

function requireDuration(text: string, path: string): void {
  if (!(parseDuration(text) > 0)) throw wrong(`${path}: ${text} is no duration such as 24h.`, path);
}

const MASKED_FIELDS = ['entity', 'error', 'traceId', 'requestId'];

function checkMasks(spec: ModelSpec): void {
  (spec.masks ?? []).forEach(({ field, rule, width }, index) => {
    const path = `$.masks[${index}]`;
    const [, room, name] = /^(features|segments)\.(.+)$/.exec(field) ?? [];
    const feature = room === 'features' ? spec.features.find((one) => one.name === name) : undefined;
    const segment = room === 'segments' && spec.segments?.some((one) => one.name === name);
    if (!feature && !segment && !MASKED_FIELDS.includes(field)) {
      throw wrong(`${path}.field: ${field} is no feature, segment or maskable field.`, `${path}.field`);
    }
    if (rule === 'bucket' && (width === undefined || feature?.type !== 'number')) {
      throw wrong(`${path}: bucket needs a width and a number.`, path);
    }
    if (rule === 'hash' && feature && feature.type !== 'category') {
      throw wrong(`${path}: only texts and categories can be hashed.`, path);
    }
  });
}

/** @throws ModelWatchError `model-invalid` with the path of the first thing that is wrong */
export function checkModel(spec: unknown): asserts spec is ModelSpec {
  refuseByShape(validators.model, spec, 'model-invalid');
  const model = spec as ModelSpec;
  checkNames(
    model.features.map((one) => one.name),
    'features',
  );
  checkNames(
    (model.segments ?? []).map((one) => one.name),
    'segments',
  );
  model.features.forEach(({ type, levels }, index) => {
    const path = `$.features[${index}].levels`;
    if (levels && type !== 'category') throw wrong(`${path}: only a category has levels.`, path);
    if (levels && new Set(levels).size < levels.length) throw wrong(`${path}: a level is there twice.`, path);
  });
  checkTask(model);
  checkMeasures(model);
  checkAftermath(model);
  checkGuardRails(model);
  checkRetraining(model);
  checkMasks(model);
  for (const [version, one] of Object.entries(model.versions ?? {})) {
    checkVersion(model, version, one, Object.keys(model.versions ?? {}));
  }
  for (const [version, one] of Object.entries(model.baselines ?? {})) checkBaseline(version, one);
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Versions name folders, so they must be plain. */
function checkVersionName(version: string, code: string): void {
  if (NAME.test(version)) return;
  const told = JSON.stringify(version.slice(0, 100));
  throw badRequest(code, `The version name ${told} must be letters, digits, dots, dashes or underscores.`);
}

/** @throws ModelWatchError `version-invalid` when it names what the model or its other versions do not have */
export function checkVersion(
  model: ModelSpec,
  version: string,
  spec: unknown,
  otherVersions: readonly string[],
): asserts spec is VersionSpec {
  checkVersionName(version, 'version-invalid');
  refuseByShape(validators.version, spec, 'version-invalid');
  const one = spec as VersionSpec;
  if (one.like !== undefined && (one.like === version || !otherVersions.includes(one.like))) {
    const known = otherVersions.join(', ') || 'none yet';
    throw badRequest(
      'version-invalid',
      `$.like: there is no version ${one.like}; there are: ${known}.`,
      '$.like',
    );
  }
  (one.inputs ?? []).forEach((input, index) => {
    const path = `$.inputs[${index}]`;
    const names = input.features ?? (input.feature === undefined ? [] : [input.feature]);
    if (names.length === 0 || (input.features && input.feature !== undefined)) {
      throw badRequest('version-invalid', `${path} must name a feature, or features, and not both.`, path);
    }
    const stranger = names.find((name) => !model.features.some((feature) => feature.name === name));
    if (stranger === undefined) return;
    throw badRequest('version-invalid', `${path}: ${model.model} has no feature ${stranger}.`, path);
  });
}

export function checkBaseline(version: string, spec: unknown): asserts spec is BaselineSpec {
  checkVersionName(version, 'baseline-invalid');
  refuseByShape(validators.baseline, spec, 'baseline-invalid');
}
