import { listLogFiles, LiveFeed } from '../cli/load';
import type { Rooms } from '../openRooms';
import { demoLogFiles } from './demoFiles';
import { writeDemoState } from './demoState';
import type { DemoLoad } from './loadDemo';

/** The state is a small commit; so often it is written while events flow. */
const KEEP_STATE_MS = 10_000;

/** Goes on feeding the log against the clock, and remembers how far, so that the next start goes on from there. */
export function feedDemo(
  rooms: Rooms,
  folder: string,
  { state, span }: DemoLoad,
  speed: number,
  now: () => number,
) {
  let keptAt = 0;
  const keep = (feed: DemoLoad['state']['feed']) => writeDemoState(rooms.store, { ...state, feed });
  const feed = new LiveFeed({
    files: listLogFiles(demoLogFiles(folder)),
    span,
    send: rooms.take,
    state: state.feed,
    speed,
    now,
    async onFed(fed) {
      if (now() - keptAt < KEEP_STATE_MS) return;
      keptAt = now();
      await keep(fed);
    },
    onError: (error) => rooms.logger.warn({ err: error as Error }, 'The demo could not be fed; it goes on.'),
  });
  feed.start();
  return {
    async stop() {
      await feed.stop();
      await keep(feed.state);
    },
  };
}
