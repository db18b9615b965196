import { type Investigation } from '@modelwatch/collector/contract';
import { type CollectorClient, type ListedModel } from '../collector';
import { pollUntil } from './pollUntil';
import { type Question, toRequest } from './readQuestion';

export interface Investigated {
  investigation: Investigation;
  model: ListedModel;
}

/** Why there is nothing to show that is nobody's fault: the sentence is for people. */
export class NotInvestigated extends Error {}

/**
 * The investigation of a question: the named one, or one that is started; for those who may not start any the latest
 * of the same window.
 *
 * @throws NotInvestigated, TookTooLong, or what the collector refused with
 */
export async function runInvestigation(
  client: CollectorClient,
  question: Question,
  { id, mayStart, signal, onStarted }: RunOptions,
): Promise<Investigated> {
  const models = await client.listModels();
  signal.throwIfAborted();
  const model = models.find(({ spec }) => spec.model === question.model);
  if (!model) {
    const known = models.map(({ spec }) => spec.model).join(', ') || 'none';
    throw new NotInvestigated(`The collector has no model “${question.model}”; there are: ${known}.`);
  }
  const first = id !== null ? id : await begin();
  onStarted(first);
  const investigation = await pollUntil(
    () => client.getInvestigation(first),
    ({ state }) => state !== 'running',
    { signal },
  );
  return { investigation, model };

  async function begin(): Promise<string> {
    const request = toRequest(question, model!.spec);
    if (mayStart) return (await client.startInvestigation(request)).id;
    const key = JSON.stringify(request);
    const same = (await client.listInvestigations()).find((one) => JSON.stringify(one.request) === key);
    if (same) return same.id;
    throw new NotInvestigated(
      'Nobody has investigated this window yet, and viewers cannot start an investigation; ask an editor to open this address.',
    );
  }
}

export interface RunOptions {
  /** Of an investigation that was started before. */
  id: string | null;
  mayStart: boolean;
  signal: AbortSignal;
  onStarted: (id: string) => void;
}
