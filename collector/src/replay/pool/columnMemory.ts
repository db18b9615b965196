import type { Column } from '../../store';
import type { ColumnBatch } from '../worker/messages';

type Numbers = Float64Array | Int32Array;

/**
 * A batch whose memory can be handed to a thread, and that memory. A column that is a view of a larger buffer, or
 * shares its buffer with another, is copied: handing over a buffer takes it from everyone.
 */
export function detachBatch(batch: ColumnBatch): { batch: ColumnBatch; memory: ArrayBuffer[] } {
  const memory = new Set<ArrayBuffer>();
  const own = <T extends Numbers>(values: T): T => {
    const whole = values.byteLength === values.buffer.byteLength && values.buffer instanceof ArrayBuffer;
    const mine = whole && !memory.has(values.buffer) ? values : (values.slice() as T);
    memory.add(mine.buffer as ArrayBuffer);
    return mine;
  };
  const ownColumn = <C extends Column>(column: C): C =>
    column.type === 'number'
      ? { ...column, values: own(column.values) }
      : { ...column, codes: own(column.codes) };
  const ownAll = <C extends Column>(columns: Record<string, C>): Record<string, C> =>
    Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, ownColumn(column)]));
  return {
    batch: {
      rows: batch.rows,
      versions: ownColumn(batch.versions),
      features: ownAll(batch.features),
      segments: ownAll(batch.segments),
      scores: own(batch.scores),
      classes: ownColumn(batch.classes),
      labels: ownColumn(batch.labels),
    },
    memory: [...memory],
  };
}
