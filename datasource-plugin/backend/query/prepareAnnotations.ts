import { type AnnotationRequest } from '@modelwatch/collector/contract';
import { type DataQueryMessage } from '../protocol';
import { readRange } from './readRange';
import { refuseUnreplaced } from './unreplaced';

/** Whether a stored query asks for annotations: it names what to show instead of a measure. */
export const isOfAnnotations = ({ show }: Record<string, unknown>): boolean =>
  Array.isArray(show) && show.length > 0;

/** What the collector is asked for the annotations of a dashboard. */
export function prepareAnnotations(
  stored: Record<string, unknown>,
  message: DataQueryMessage,
): AnnotationRequest {
  const { show, model } = stored;
  const asked = { show, ...(model !== undefined && model !== '' && { model }) } as AnnotationRequest;
  refuseUnreplaced(asked, false);
  return { ...asked, range: readRange(message), refId: message.refId };
}
