import { type MeasureDefinition, parseDuration } from '@modelwatch/collector/contract';
import { type Change, type CollectorClient, type ListedModel, messageOf, type SliAnswer } from '../collector';
import { judgeObjective, type ObjectiveStatus } from './judgeObjective';

export interface ModelOverview {
  model: ListedModel;
  objectives: ObjectiveStatus[];
}

export interface Overview {
  models: ModelOverview[];
  /** The latest first. */
  changes: Change[];
  /** Milliseconds since 1970: the end of every window. */
  at: number;
}

const DAY_MS = 86_400_000;
const SHOWN_CHANGES = 10;

/** Everything that the page shows. Fails only where the collector itself does not answer. */
export async function loadOverview(client: CollectorClient, now: number): Promise<Overview> {
  const [models, measures, changes] = await Promise.all([
    client.listModels(),
    client.listMeasures(),
    client.listChanges(),
  ]);
  const latest = changes.toSorted((a, b) => b.ts - a.ts).slice(0, SHOWN_CHANGES);
  const overviews = models.map((model) => judgeModel(client, model, measures, now));
  return { models: await Promise.all(overviews), changes: latest, at: now };
}

async function judgeModel(
  client: CollectorClient,
  model: ListedModel,
  measures: MeasureDefinition[],
  now: number,
): Promise<ModelOverview> {
  const objectives = model.spec.objectives ?? [];
  const answers: SliAnswer[] = new Array<SliAnswer>(objectives.length);
  const windows = new Map<string, number[]>();
  objectives.forEach(({ window }, index) => windows.set(window, [...(windows.get(window) ?? []), index]));
  await Promise.all(
    [...windows].map(async ([window, indices]) => {
      const queries = indices.map((index) => ({
        refId: `objective${index}`,
        model: model.spec.model,
        measure: objectives[index]!.measure,
        params: objectives[index]!.params,
      }));
      const told = await askOrExplain(client, queries, { from: now - lengthOf(window), to: now });
      indices.forEach((index, position) => (answers[index] = told[position]!));
    }),
  );
  return {
    model,
    objectives: objectives.map((objective, index) => {
      const measure = measures.find(({ id }) => id === objective.measure);
      return judgeObjective(objective, measure, model.spec, answers[index]!);
    }),
  };
}

async function askOrExplain(
  client: CollectorClient,
  queries: Parameters<CollectorClient['querySlis']>[0],
  range: { from: number; to: number },
): Promise<SliAnswer[]> {
  try {
    return await client.querySlis(queries, range);
  } catch (error) {
    return queries.map(() => ({ error: messageOf(error) }));
  }
}

/** The registry has checked the duration; a day is its default. */
function lengthOf(window: string): number {
  const length = parseDuration(window);
  return Number.isNaN(length) ? DAY_MS : length;
}
