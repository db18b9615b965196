import { formatSeconds } from '../cli/formatValue';
import type { Io } from '../cli/io';
import { renderTable } from '../cli/renderTable';
import { untilAsked } from '../cli/untilAsked';
import type { Configuration } from '../configuration';
import { type Collector, startCollector } from '../main';
import { findDemoFolder, readStory } from './demoFiles';
import { feedDemo } from './feedDemo';
import { type DemoLoad, loadDemo } from './loadDemo';
import type { Window } from './indicators';
import { tellStory, windowsOf } from './tellStory';

export interface DemoOptions {
  configuration: Configuration;
  isAsRecorded: boolean;
  /** Times the recorded pace at which the log goes on; null feeds nothing. */
  speed: number | null;
  /** Resolves when the demo is to end; the signals of the process unless given. */
  until?: () => Promise<unknown>;
}

function renderLoad({ loaded, seconds, state }: DemoLoad): string {
  if (!loaded) {
    const when = new Date(state.loadedAt).toISOString();
    return `The data loaded at ${when} is there (found in ${seconds.toFixed(1)} s).\n`;
  }
  const columns = [
    { title: 'loaded' },
    ...['accepted', 'quarantined', 'not yet due'].map((title) => ({ title, align: 'right' as const })),
  ];
  const rows = loaded.files.map(({ file, totals, later }) => [
    file.kind,
    ...[totals.accepted, totals.quarantined, later].map((count) => count.toLocaleString('en')),
  ]);
  const moved =
    state.shiftMs === 0
      ? 'times as recorded'
      : `moved by ${formatSeconds(state.shiftMs / 1000)}, so that it ends now`;
  return `${renderTable(columns, rows)}\nThe log is loaded in ${seconds.toFixed(1)} s (${moved}).\n`;
}

/** The preview opens on these windows, in the order given. */
function previewAddress(url: string, windows: Window[]): string {
  const parameters = new URLSearchParams(
    windows.map(({ title, from, to }) => ['window', `${title}|${from}|${to}`]),
  );
  return `${url}/preview/?${parameters.toString()}`;
}

function renderAddresses({ url, rooms, hasPreview }: Collector, windows: Window[]): string {
  const lines = [
    ['API', `${url}/v1`],
    ['documentation', `${url}/docs`],
    ['metrics', `${url}/metrics`],
    ...(hasPreview ? [['preview', previewAddress(url, windows)]] : []),
    ['data', rooms.configuration.dataDir],
  ];
  return `\n${lines.map(([name = '', value = '']) => `${name.padEnd(14)} ${value}\n`).join('')}`;
}

/** Starts a collector with the employment log, tells its story, and goes on feeding it until it is asked to stop. */
export async function runDemo(options: DemoOptions, io: Io): Promise<void> {
  const { isAsRecorded, speed, until = untilAsked } = options;
  const configuration = isAsRecorded
    ? // Labels of the log lie months ahead of its predictions, and may so of the clock.
      {
        ...options.configuration,
        ingest: { ...options.configuration.ingest, futureSeconds: 10 * 365 * 86_400 },
      }
    : options.configuration;
  const folder = findDemoFolder();
  const collector = await startCollector(configuration);
  const asked = until();
  let feed: { stop(): Promise<void> } | null = null;
  try {
    const { rooms } = collector;
    const load = await loadDemo(rooms, folder, isAsRecorded, io);
    io.out(renderLoad(load));
    const story = await readStory(folder);
    await tellStory(rooms, story, load.state.shiftMs, io);
    const { incident, dayBefore } = windowsOf(story, load.state.shiftMs);
    io.out(renderAddresses(collector, [incident, dayBefore]));
    if (speed !== null && load.state.shiftMs !== 0) {
      feed = feedDemo(rooms, folder, load, speed, io.now);
      const pace = speed === 1 ? 'at its recorded pace' : `${speed} times as fast`;
      io.out(`\nThe log goes on ${pace}. Ctrl-C ends the demo; the next start finds its data.\n`);
    } else {
      io.out('\nCtrl-C ends the demo; the next start finds its data.\n');
    }
    await asked;
  } finally {
    await feed?.stop();
    await collector.stop();
  }
}
