import { type MeasureDefinition, type ModelEntry } from '@modelwatch/collector/contract';

export type ReadResource = (path: string, params?: Record<string, string>) => Promise<unknown>;

/** Lists are read once for all editors on a page; what is registered meanwhile shows after this time. */
const KEPT_MS = 60_000;

/** Grafana decodes a path once on its way to the backend: a name with a slash in it must survive that. */
const encodeName = (name: string): string => encodeURIComponent(encodeURIComponent(name));

/** Every list comes as an object that names it. */
function listOf<T>(answer: unknown, name: string): T[] {
  const list = (answer as Record<string, unknown> | null)?.[name];
  if (!Array.isArray(list)) throw new Error(`The collector's list of ${name} cannot be read.`);
  return list as T[];
}

/** What the collector knows, read through the backend of the data source. */
export class Resources {
  private readonly kept = new Map<string, { at: number; answer: Promise<unknown> }>();

  constructor(
    private readonly read: ReadResource,
    private readonly now: () => number = Date.now,
  ) {}

  async measures(): Promise<MeasureDefinition[]> {
    return listOf<MeasureDefinition>(await this.get('catalogue'), 'measures');
  }

  async models(): Promise<ModelEntry[]> {
    return listOf<ModelEntry>(await this.get('models'), 'models');
  }

  async model(name: string): Promise<ModelEntry> {
    return (await this.get(`models/${encodeName(name)}`)) as ModelEntry;
  }

  async dimensionValues(model: string, dimension: string): Promise<string[]> {
    const path = `models/${encodeName(model)}/dimensions/${encodeName(dimension)}`;
    return listOf<string>(await this.get(path), 'values');
  }

  private get(path: string): Promise<unknown> {
    const known = this.kept.get(path);
    if (known && this.now() - known.at < KEPT_MS) return known.answer;
    const answer = this.read(path);
    this.kept.set(path, { at: this.now(), answer });
    // A failure is not kept: the next look asks again.
    answer.catch(() => this.kept.delete(path));
    return answer;
  }
}
