import type { SendEvents } from './batches';
import type { LogFile } from './eventLog';
import { FilePlayer, type PlayingPlan } from './playing';
import type { ReadOptions } from './readEntries';

export interface FeedState {
  playings: PlayingPlan[];
  /** Everything due by then has been sent. */
  fedUpTo: number;
}

export interface LiveFeedOptions {
  files: readonly LogFile[];
  reading?: ReadOptions;
  /** Of the log's predictions. */
  span: { from: number; to: number };
  send: SendEvents;
  state: FeedState;
  /** How fast the log is played over and over; null plays out what has begun and begins nothing. */
  speed: number | null;
  now: () => number;
  /** Told after each round in which something was sent. */
  onFed?: (state: FeedState, events: number) => Promise<void> | void;
  onError?: (error: unknown) => void;
}

/** Rounds are a second apart: nobody sees a dashboard move faster. */
const ROUND_MS = 1000;

/**
 * Plays a log against the clock: events are sent when their time has come, and when the log is over it begins anew
 * under other ids while the late labels of the last playing go on arriving. What came due while nobody fed is sent in
 * the first round.
 */
export class LiveFeed {
  private players: FilePlayer[] = [];
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> = Promise.resolve();
  private isStopping = false;
  readonly state: FeedState;

  constructor(private readonly options: LiveFeedOptions) {
    this.state = structuredClone(options.state);
    for (const plan of this.state.playings) this.open(plan, this.state.fedUpTo);
  }

  start(): void {
    const next = () => {
      this.round = this.feed().catch((error: unknown) => this.options.onError?.(error));
      void this.round.then(() => {
        if (!this.isStopping) this.timer = setTimeout(next, ROUND_MS);
      });
    };
    next();
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.timer);
    await this.round;
    for (const player of this.players) await player.close();
  }

  private open(plan: PlayingPlan, after: number): void {
    for (const file of this.options.files) {
      const { span, reading } = this.options;
      this.players.push(new FilePlayer(file, plan, span.from, after, reading));
    }
  }

  private beginDuePlayings(now: number): void {
    const { speed, span } = this.options;
    if (speed === null) return;
    for (;;) {
      const last = this.state.playings.at(-1);
      const endsAt = last ? last.startsAt + (span.to - span.from) / last.speed : now;
      if (endsAt > now) return;
      // After a long pause at most one playing is caught up with: older ones would only cost time.
      const startsAt = Math.round(Math.max(endsAt + 1, now - (span.to - span.from) / speed));
      const plan = { startsAt, speed, suffix: `-${startsAt.toString(36)}` };
      this.state.playings.push(plan);
      this.open(plan, -Infinity);
    }
  }

  /** One round: everything that is due by now. */
  async feed(): Promise<void> {
    const now = this.options.now();
    this.beginDuePlayings(now);
    let events = 0;
    for (const player of this.players) {
      for (;;) {
        if (this.isStopping) return;
        const due = await player.takeDue(now);
        if (due.length === 0) break;
        await this.options.send(player.kind, due);
        events += due.length;
      }
    }
    this.forgetFinished();
    this.state.fedUpTo = now;
    if (events > 0) await this.options.onFed?.(this.state, events);
  }

  private forgetFinished(): void {
    this.players = this.players.filter((player) => !player.isOver);
    const last = this.state.playings.at(-1);
    this.state.playings = this.state.playings.filter(
      (plan) => plan === last || this.players.some((player) => player.plan === plan),
    );
  }
}
