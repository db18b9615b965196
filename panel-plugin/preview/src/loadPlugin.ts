import { loadModule } from './amdLoader';
import { sharedModules } from './sharedModules';

const loaded = new Map<string, Promise<LoadedPlugin<unknown>>>();

export interface LoadedPlugin<T> {
  plugin: T;
  /** Its plugin.json. */
  json: { id: string; type: string; name: string; info: Record<string, unknown> };
  baseUrl: string;
}

/** Loads a plugin from `plugins/<id>/` beside the page, once. */
export function loadPlugin<T>(id: string): Promise<LoadedPlugin<T>> {
  const known = loaded.get(id);
  if (known) return known as Promise<LoadedPlugin<T>>;
  const started = load(id);
  loaded.set(id, started);
  return started as Promise<LoadedPlugin<T>>;
}

async function load(id: string): Promise<LoadedPlugin<unknown>> {
  const baseUrl = new URL(`plugins/${id}/`, document.baseURI).href;
  const json = (await (await fetch(`${baseUrl}plugin.json`)).json()) as LoadedPlugin<unknown>['json'];
  const module = (await loadModule(`${baseUrl}module.js`, sharedModules)) as { plugin: unknown };
  return { plugin: module.plugin, json, baseUrl };
}
