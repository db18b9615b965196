import {
  type Annotation,
  ANNOTATION_FIELDS,
  type AnnotationKind,
  type AnnotationRequest,
  badRequest,
  type Field,
  type Frame,
} from '../contract';
import type { InvestigationService } from '../investigate';
import type { QueryEngine } from '../query';
import type { Registry } from '../registry';
import type { Store } from '../store';
import { listChanges } from './listChanges';
import { listIncidents } from './listIncidents';
import { listUnripe } from './listUnripe';

export interface AnnotationSources {
  store: Pick<Store, 'changes'>;
  registry: Pick<Registry, 'requireModel'>;
  query: QueryEngine;
  investigations: Pick<InvestigationService, 'list'>;
}

export type ListAnnotations = (
  request: AnnotationRequest,
  sources: AnnotationSources,
  signal?: AbortSignal,
) => Promise<Annotation[]>;

const LISTS: Record<AnnotationKind, ListAnnotations> = {
  changes: listChanges,
  incidents: listIncidents,
  maturity: listUnripe,
};
/** More of them than a panel is wide would draw it black. */
const MOST = 1000;

/**
 * What happened in a range, as the frame that Grafana makes annotations of.
 * @throws ModelWatchError where the range is empty or the model unknown
 */
export async function answerAnnotations(
  request: AnnotationRequest,
  sources: AnnotationSources,
  signal?: AbortSignal,
): Promise<Frame> {
  const { show, model, range, refId } = request;
  if (range.from >= range.to) {
    throw badRequest('range-reversed', 'The range ends before it begins.', '$.range');
  }
  if (model !== undefined) sources.registry.requireModel(model);
  const lists = await Promise.all([...new Set(show)].map((kind) => LISTS[kind](request, sources, signal)));
  const all = lists.flat().sort((a, b) => a.time - b.time);
  return frameOf(all.slice(-MOST), all.length, refId);
}

function frameOf(annotations: Annotation[], total: number, refId: string | undefined): Frame {
  const column = (name: keyof typeof ANNOTATION_FIELDS, type: Field['type']): Field => ({
    name: ANNOTATION_FIELDS[name],
    type,
    values: annotations.map((one) => (name === 'tags' ? one.tags.join(',') : one[name])),
  });
  const text = `Only the latest ${MOST} of ${total} annotations are shown; choose a shorter range.`;
  return {
    name: 'annotations',
    ...(refId !== undefined && { refId }),
    // The end of a moment is null, which a time field may not be: it is milliseconds since 1970 as a number.
    fields: [
      column('time', 'time'),
      column('timeEnd', 'number'),
      column('title', 'string'),
      column('text', 'string'),
      column('tags', 'string'),
    ],
    meta: { ...(total > MOST && { notices: [{ severity: 'warning' as const, text }] }) },
  };
}
