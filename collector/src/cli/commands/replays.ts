import type { Command } from 'commander';
import type { ReplayRun } from '../../contract';
import { addClientOptions, type ClientOptions, clientOf } from '../clientOptions';
import type { Io } from '../io';
import { renderTable } from '../renderTable';
import { renderReplay } from './replay';

const time = (ms: number): string => new Date(ms).toISOString();

/** Runs, one line each. */
export function renderReplays(runs: readonly ReplayRun[]): string {
  const columns = [
    { title: 'run' },
    { title: 'model' },
    { title: 'versions' },
    { title: 'state' },
    { title: 'rows', align: 'right' },
    { title: 'asked by' },
    { title: 'asked at' },
  ] as const;
  const rows = runs.map(({ id, request, state, progress, requestedBy, createdAt }) => [
    ...[id, request.model, request.versions.join(', '), state],
    `${progress.rows} of ${progress.total}`,
    ...[requestedBy ?? '', time(createdAt)],
  ]);
  return renderTable([...columns], rows);
}

/** `modelwatch replays`: the runs there are, and what can be done with one. */
export function addReplaysCommand(program: Command, io: Io): void {
  const command = program.command('replays').description('list replay runs; pause, resume or cancel one');
  const show = (run: ReplayRun, { json }: ClientOptions): void => {
    const told = run.error ?? `The run ${run.id} is ${run.state}.`;
    io.out(json ? `${JSON.stringify(run)}\n` : `${run.state === 'done' ? renderReplay(run) : `${told}\n`}`);
  };
  addClientOptions(command.command('list').description('the latest first'), io).action(
    async (options: ClientOptions) => {
      const { replays } = await clientOf(options, io).get<{ replays: ReplayRun[] }>('/v1/replays');
      io.out(options.json ? `${JSON.stringify(replays)}\n` : renderReplays(replays));
    },
  );
  addClientOptions(
    command.command('show').argument('<run>').description('one run, with its comparison'),
    io,
  ).action(async (run: string, options: ClientOptions) =>
    show(await clientOf(options, io).get<ReplayRun>(`/v1/replays/${encodeURIComponent(run)}`), options),
  );
  for (const [name, description] of [
    ['pause', 'stop a run so that it can go on'],
    ['resume', 'go on with a run that was paused or has failed, where it was'],
    ['cancel', 'end a run'],
  ] as const) {
    addClientOptions(command.command(name).argument('<run>').description(description), io).action(
      async (run: string, options: ClientOptions) => {
        const path = `/v1/replays/${encodeURIComponent(run)}`;
        const client = clientOf(options, io);
        const answer =
          name === 'cancel'
            ? await client.send<ReplayRun>('DELETE', path)
            : await client.send<ReplayRun>('POST', `${path}/${name}`);
        show(answer, options);
      },
    );
  }
}
