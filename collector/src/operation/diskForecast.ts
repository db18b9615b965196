export interface DiskSample {
  /** Milliseconds since 1970. */
  at: number;
  usedBytes: number;
}

const DAY_MS = 86_400_000;
/** A shorter history says more about one checkpoint than about growth. */
const SHORTEST_MS = 10 * 60_000;

/**
 * Days until the free bytes are used up at the growth of the samples (least squares slope over time). Infinity when
 * it does not grow; null while the samples reach over less than ten minutes.
 *
 * @example forecastDiskDays([{ at: 0, usedBytes: 0 }, { at: 86_400_000, usedBytes: 10 }], 100) // 10
 */
export function forecastDiskDays(samples: readonly DiskSample[], freeBytes: number): number | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last || last.at - first.at < SHORTEST_MS) return null;
  const meanAt = samples.reduce((sum, sample) => sum + (sample.at - first.at), 0) / samples.length;
  const meanUsed = samples.reduce((sum, sample) => sum + sample.usedBytes, 0) / samples.length;
  let covariance = 0;
  let variance = 0;
  for (const { at, usedBytes } of samples) {
    covariance += (at - first.at - meanAt) * (usedBytes - meanUsed);
    variance += (at - first.at - meanAt) ** 2;
  }
  const bytesPerMs = covariance / variance;
  return bytesPerMs > 0 ? freeBytes / bytesPerMs / DAY_MS : Infinity;
}

/** Keeps samples of the last day and tells the forecast. */
export class DiskWatch {
  private samples: DiskSample[] = [];

  record(sample: DiskSample): void {
    this.samples = [...this.samples.filter((old) => old.at > sample.at - DAY_MS), sample];
  }

  daysUntilFull(freeBytes: number): number | null {
    return forecastDiskDays(this.samples, freeBytes);
  }
}
