import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import {
  badRequest,
  type BaselineEntry,
  type BaselineSpec,
  type ModelEntry,
  type ModelSpec,
  ModelWatchError,
  type VersionEntry,
  type VersionSpec,
} from '../contract';
import { checkModel, type Registry } from '../registry';
import type { Client } from './client';

/** Where a model file is applied: a registry in this process, or a collector over HTTP. */
export interface ModelTarget {
  applyModel(spec: ModelSpec): Promise<unknown>;
  putVersion(
    model: string,
    version: string,
    spec: VersionSpec,
    onnx: Uint8Array | null,
  ): Promise<VersionEntry>;
  putBaseline(
    model: string,
    version: string,
    spec: BaselineSpec,
    parquet: Uint8Array,
  ): Promise<BaselineEntry>;
}

export const registryTarget = (registry: Registry): ModelTarget => registry;

export function httpTarget(client: Client): ModelTarget {
  const base = (model: string) => `/v1/models/${encodeURIComponent(model)}`;
  return {
    applyModel: (spec) => client.send<ModelEntry>('PUT', base(spec.model), spec),
    async putVersion(model, version, spec, onnx) {
      const path = `${base(model)}/versions/${encodeURIComponent(version)}`;
      const entry = await client.send<VersionEntry>('PUT', path, spec);
      return onnx ? client.sendBytes<VersionEntry>('PUT', `${path}/onnx`, onnx) : entry;
    },
    putBaseline(model, version, { kind }, parquet) {
      const told = kind === undefined ? '' : `?kind=${encodeURIComponent(kind)}`;
      return client.sendBytes(
        'PUT',
        `${base(model)}/baselines/${encodeURIComponent(version)}${told}`,
        parquet,
      );
    },
  };
}

/**
 * The spec in a JSON or YAML file, checked.
 * @throws ModelWatchError `model-file` when it cannot be read, `model-invalid` with the path of what is wrong
 */
export async function readModelFile(path: string): Promise<ModelSpec> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw badRequest(
      'model-file',
      `The model file ${path} cannot be read: ${(cause as Error).message}`,
      path,
    );
  }
  let spec: unknown;
  try {
    spec = parse(text);
  } catch (cause) {
    throw badRequest(
      'model-file',
      `The model file ${path} is neither YAML nor JSON: ${(cause as Error).message}`,
      path,
    );
  }
  try {
    checkModel(spec);
  } catch (cause) {
    if (!(cause instanceof ModelWatchError)) throw cause;
    throw badRequest(cause.code, `${path}: ${cause.message}`, cause.path);
  }
  return spec;
}

async function readBeside(path: string, file: string | undefined): Promise<Buffer | null> {
  if (file === undefined) return null;
  const full = resolve(dirname(path), file);
  return readFile(full).catch((cause: Error) => {
    throw badRequest('model-file', `${path} names ${file}, which cannot be read: ${cause.message}`, full);
  });
}

/** Versions after those that they are like, so that each finds what it refers to. */
export function orderVersions(versions: Record<string, VersionSpec>): [string, VersionSpec][] {
  const ordered: [string, VersionSpec][] = [];
  const visit = (name: string, above: string[]): void => {
    const spec = versions[name];
    if (!spec || above.includes(name) || ordered.some(([known]) => known === name)) return;
    if (spec.like !== undefined) visit(spec.like, [...above, name]);
    ordered.push([name, spec]);
  };
  for (const name of Object.keys(versions)) visit(name, []);
  return ordered;
}

export interface AppliedModel {
  model: string;
  versions: VersionEntry[];
  baselines: BaselineEntry[];
}

/** Registers the model of a file, its versions and baselines with the files it names, relative to itself. */
export async function applyModelFile(path: string, target: ModelTarget): Promise<AppliedModel> {
  const spec = await readModelFile(path);
  const { versions = {}, baselines = {}, ...own } = spec;
  await target.applyModel(own);
  const applied: AppliedModel = { model: spec.model, versions: [], baselines: [] };
  // Baselines first: a version is held against the scores of its own when it comes.
  for (const [version, { file, ...rest }] of Object.entries(baselines)) {
    const parquet = await readBeside(path, file);
    if (!parquet) {
      throw badRequest(
        'model-file',
        `${path}: the baseline ${version} names no file.`,
        `$.baselines.${version}`,
      );
    }
    applied.baselines.push(await target.putBaseline(spec.model, version, rest, parquet));
  }
  for (const [version, one] of orderVersions(versions)) {
    const { file, ...rest } = one;
    applied.versions.push(await target.putVersion(spec.model, version, rest, await readBeside(path, file)));
  }
  return applied;
}
