import type { LabelledRequest } from '../../requests';
import type { Engine } from '../engine';
import { hasLabelsWithoutCode } from '../labels';
import { CLASSES } from './blueprint';
import { type Answered, readStored } from './readStored';
import { CLASS_LIMIT } from './serving';

/** What is known of classes and labels without reading rows: see `tallyLabels`. */
export function readStoredLabels(
  engine: Engine,
  request: LabelledRequest,
  signal?: AbortSignal,
  byScore = false,
): Promise<Answered> {
  const { texts } = engine.dictionaries.of(request.selection.model, 'class');
  const raw =
    request.raw === true ||
    request.absence !== undefined ||
    hasLabelsWithoutCode(engine) ||
    texts.length - 1 > CLASS_LIMIT;
  const wanted = { columns: {}, builtIn: [CLASSES] as const, labelsAsOf: request.asOf, byScore };
  return readStored(engine, { ...request, raw }, wanted, signal);
}
