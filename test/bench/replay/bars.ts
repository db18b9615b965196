import { join } from 'node:path';
import type { Bar } from '../bar';
import { measureReplay, type ReplayFigures } from './measureReplay';

const ROWS = 1_000_000;

/** Both bars are of one measurement; whoever asks first runs it. */
export function replayBars({ benchFolder, programs }: { benchFolder: string; programs: string }): Bar[] {
  let figures: Promise<ReplayFigures> | undefined;
  const measure = (): Promise<ReplayFigures> =>
    (figures ??= measureReplay({
      rows: ROWS,
      demoFolder: join(benchFolder, '../../collector/demo/employment'),
      programs,
    }));
  const perSecond = (rows: number): string => `${Math.round(rows / 1000)}k rows/s`;
  return [
    {
      name: 'replay',
      what: 'replay of v2 at one thread, store to stored result, against a bare onnxruntime-node loop over ready tensors',
      atLeast: 0.7,
      unit: 'ratio',
      async run() {
        const { ratio, replayRowsPerSecond, bareRowsPerSecond, rows } = await measure();
        const detail = `${perSecond(replayRowsPerSecond)} against ${perSecond(bareRowsPerSecond)}, ${rows} rows`;
        return { value: ratio, detail };
      },
    },
    {
      name: 'replay-event-loop',
      what: "longest stall of the collector's event loop during that replay",
      atMost: 50,
      unit: 'ms',
      async run() {
        const { longestStallMs, rows } = await measure();
        return { value: longestStallMs, detail: `over three replays of ${rows} rows` };
      },
    },
  ];
}
