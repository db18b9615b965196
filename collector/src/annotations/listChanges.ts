import type { ChangeRecord } from '../contract';
import type { ListAnnotations } from './answerAnnotations';

/** What was done to models: rollouts, retrainings, schema changes, incidents that were reported. */
export const listChanges: ListAnnotations = async ({ model, range }, { store }) => {
  const changes = await store.changes({ ...(model !== undefined && { model }), ...range });
  return changes.map(({ ts, change, model: of, version, text, status }: ChangeRecord) => ({
    time: ts,
    timeEnd: null,
    title: [change, of, version, status].filter(Boolean).join(' '),
    text,
    tags: ['change', change, of].filter((tag) => tag !== ''),
  }));
};
