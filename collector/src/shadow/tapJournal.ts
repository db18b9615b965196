import type { PredictionRecord } from '../contract';
import type { Journal, Submission } from '../journal';
import type { RunningShadow } from './runningShadow';
import type { ShadowLabels } from './shadowLabels';

/**
 * The journal, of which predictions are offered to the running candidates once they are durable and known to be new, and
 * labels come for what candidates answered, too. Whoever submits waits for none of it: what a prediction falls to is
 * decided by a hash, and offering it is a push.
 */
export function tapJournal(
  journal: Pick<Journal, 'submit'>,
  shadows: ReadonlyMap<string, RunningShadow>,
  labels: ShadowLabels,
): Pick<Journal, 'submit'> {
  return {
    submit(submissions) {
      const wanted: { shadow: RunningShadow; place: number; record: PredictionRecord }[] = [];
      const copies: Submission[] = [];
      submissions.forEach(({ record }, place) => {
        if (record.kind === 'label') copies.push(...labels.copiesOf(record));
        if (record.kind !== 'prediction') return;
        for (const shadow of shadows.values())
          if (shadow.wants(record)) wanted.push({ shadow, place, record });
      });
      const admitted = journal.submit(copies.length > 0 ? [...submissions, ...copies] : submissions);
      if (wanted.length === 0 && copies.length === 0) return admitted;
      return admitted.then((admissions) => {
        for (const { shadow, place, record } of wanted)
          if (admissions[place] === 'accepted') shadow.offer(record);
        return admissions.slice(0, submissions.length);
      });
    },
  };
}
