/** One condition of readiness, with a sentence for whoever asks why. */
export interface Condition {
  name: string;
  ok: boolean;
  message: string;
}

export interface Readiness {
  ready: boolean;
  conditions: Condition[];
}

export interface ReadinessSources {
  isStopping(): boolean;
  /** Answers when the store does. */
  probeStore(): Promise<unknown>;
  /** Why the applier cannot go on, or null. */
  applierFailure(): string | null;
  /** Why the journal takes nothing, or null. */
  journalRefusal(): string | null;
  behindSeconds(): Promise<number>;
  limitSeconds: number;
}

/** Longer than any healthy answer, shorter than a probe's usual time-out. */
const PROBE_MS = 2000;

async function probe(work: () => Promise<unknown>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${PROBE_MS} ms`), PROBE_MS);
  });
  try {
    return await Promise.race([work().then(() => null), late]);
  } catch (error) {
    return (error as Error).message;
  } finally {
    clearTimeout(timer);
  }
}

/** Whether the collector can take events and answer questions about them now, condition by condition. */
export async function checkReadiness(sources: ReadinessSources): Promise<Readiness> {
  const storeFailure = await probe(() => sources.probeStore());
  let behind = Infinity;
  const lagFailure = await probe(async () => {
    behind = await sources.behindSeconds();
  });
  const applier = sources.applierFailure();
  const journal = sources.journalRefusal();
  const isBehind = behind > sources.limitSeconds;
  const conditions: Condition[] = [
    {
      name: 'running',
      ok: !sources.isStopping(),
      message: sources.isStopping() ? 'The collector is stopping.' : 'The collector is running.',
    },
    {
      name: 'store',
      ok: storeFailure === null,
      message: storeFailure === null ? 'The store answers.' : `The store does not answer: ${storeFailure}`,
    },
    {
      name: 'journal',
      ok: journal === null,
      message: journal === null ? 'The journal takes events.' : `The journal takes no events: ${journal}`,
    },
    {
      name: 'applier',
      ok: applier === null,
      message: applier === null ? 'Events are being applied.' : `Events cannot be applied: ${applier}`,
    },
    {
      name: 'behind',
      ok: lagFailure === null && !isBehind,
      message:
        lagFailure !== null
          ? `How far the store is behind cannot be told: ${lagFailure}`
          : `The store is ${behind.toFixed(1)} s behind; the limit is ${sources.limitSeconds} s.`,
    },
  ];
  return { ready: conditions.every((condition) => condition.ok), conditions };
}
