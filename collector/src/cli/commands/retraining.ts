import type { Command } from 'commander';
import type { RetrainingTrigger } from '../../contract';
import { addClientOptions, type ClientOptions, clientOf } from '../clientOptions';
import type { Io } from '../io';
import { renderTable } from '../renderTable';

const timeOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Triggers and what they asked for, for people. */
export function renderRetraining(triggers: readonly RetrainingTrigger[]): string {
  if (triggers.length === 0) return 'No model file has a retraining trigger.\n';
  const standing = renderTable(
    ['model', 'trigger', 'when', 'state', 'last look'].map((title) => ({ title })),
    triggers.map(({ model, rule, state, reason }) => [model, rule.name, rule.when, state, reason]),
  );
  const requests = triggers.flatMap((trigger) => trigger.requests).sort((a, b) => b.at - a.at);
  if (requests.length === 0) return standing;
  const asked = renderTable(
    ['asked', 'model', 'trigger', 'job', 'request', 'why'].map((title) => ({ title })),
    requests.map(({ at, model, trigger, state, id, reason }) => [
      timeOf(at),
      model,
      trigger,
      state,
      id,
      reason,
    ]),
  );
  return `${standing}\n${asked}`;
}

export function addRetrainingCommand(program: Command, io: Io): void {
  const command = program
    .command('retraining')
    .description(
      'triggers of the model files that ask for retrainings: how they stand, and what they asked for',
    )
    .option('--model <model>', 'only those of one');
  addClientOptions(command, io).action(async (options: ClientOptions & { model?: string }) => {
    const query = options.model === undefined ? '' : `?model=${encodeURIComponent(options.model)}`;
    const { triggers } = await clientOf(options, io).get<{ triggers: RetrainingTrigger[] }>(
      `/v1/retraining${query}`,
    );
    io.out(options.json ? `${JSON.stringify(triggers)}\n` : renderRetraining(triggers));
  });
}
