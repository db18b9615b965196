import type { Io } from '../cli/io';
import { renderReplay } from '../cli/commands/replay';
import { startProgress } from '../cli/progress';
import { ModelWatchError, type ReplayRun } from '../contract';
import type { Rooms } from '../openRooms';
import type { DemoStory } from './demoFiles';
import { renderDriftRanking } from './driftRanking';
import { renderIndicators, type Window } from './indicators';

const DAY_MS = 86_400_000;
const MODEL = 'employment';
const VERSIONS = ['v1', 'v2'];

async function replayIncident(
  { replays }: Rooms,
  window: Window,
  story: DemoStory,
  io: Io,
): Promise<ReplayRun> {
  const run = await replays.start({
    model: MODEL,
    from: new Date(window.from).toISOString(),
    to: new Date(window.to).toISOString(),
    versions: VERSIONS,
    repairs: [story.repair],
  });
  const progress = startProgress(io);
  progress.show('replaying the window');
  const ended = await replays.wait(run.id);
  progress.end();
  if (ended.state === 'done') return ended;
  const message = `The replay ended as ${ended.state}: ${ended.error ?? 'without a reason'}`;
  throw new ModelWatchError({ code: 'demo-replay', message, status: 500 });
}

/** The incident's window and the day before it, at the times that the log was loaded with. */
export function windowsOf(story: DemoStory, shiftMs: number): { incident: Window; dayBefore: Window } {
  const [from, to] = [story.from + shiftMs, story.to + shiftMs];
  return {
    incident: { title: 'the incident', from, to },
    dayBefore: { title: 'the day before', from: from - DAY_MS, to: from },
  };
}

/** Prints what the incident looks like: its indicators, what drifted and for whom, and what a repair would have given. */
export async function tellStory(rooms: Rooms, story: DemoStory, shiftMs: number, io: Io): Promise<void> {
  const { incident, dayBefore } = windowsOf(story, shiftMs);
  const iso = (at: number) => new Date(at).toISOString().slice(0, 19) + 'Z';
  io.out(`\nAn incident: ${iso(incident.from)} to ${iso(incident.to)}, beside the day before it\n\n`);
  io.out(await renderIndicators(rooms.query, MODEL, [dayBefore, incident]));

  io.out('\nWhich feature drifted, and for whom (by client)\n\n');
  io.out(await renderDriftRanking(rooms.query, MODEL, 'client', incident));

  const { feature, expression, where = [] } = story.repair;
  const whom = where.map(({ key, values }) => `${key} = ${values.join(', ')}`).join(' and ');
  io.out(`\nThe same window replayed, as logged and with ${feature} = ${expression} where ${whom}\n\n`);
  io.out(renderReplay(await replayIncident(rooms, incident, story, io)));
}
