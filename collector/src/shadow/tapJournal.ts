import type { PredictionRecord } from '../contract';
import type { Journal } from '../journal';
import type { RunningShadow } from './runningShadow';

/**
 * The journal, of which predictions are offered to the running candidates once they are durable and known to be new.
 * Whoever submits waits for none of it: what a prediction falls to is decided by a hash, and offering it is a push.
 */
export function tapJournal(
  journal: Pick<Journal, 'submit'>,
  shadows: ReadonlyMap<string, RunningShadow>,
): Pick<Journal, 'submit'> {
  return {
    submit(submissions) {
      if (shadows.size === 0) return journal.submit(submissions);
      const wanted: { shadow: RunningShadow; place: number; record: PredictionRecord }[] = [];
      submissions.forEach(({ record }, place) => {
        if (record.kind !== 'prediction') return;
        for (const shadow of shadows.values())
          if (shadow.wants(record)) wanted.push({ shadow, place, record });
      });
      const admitted = journal.submit(submissions);
      if (wanted.length === 0) return admitted;
      return admitted.then((admissions) => {
        for (const { shadow, place, record } of wanted)
          if (admissions[place] === 'accepted') shadow.offer(record);
        return admissions;
      });
    },
  };
}
