import { EVIDENCE_THRESHOLD } from '../../contract';
import { type EvidenceStream, StreamDetector } from './streamDetector';

/** What is known when an hour has ended. */
export interface Evidence {
  /** Natural logarithm of the mean wealth over all streams. */
  logEvidence: number;
  /** Of the stream that contributes most. */
  feature: string;
  segment: string | null;
  isAlarm: boolean;
}

/**
 * One e-detector over all features and segments of a model: the mean of their wealths, of which all predictions
 * together have one half and the segments the other. The mean of e-detectors is one, whatever the dependence between
 * them, so its alarms come, without harmful drift, at least as many windows apart on average as its threshold says.
 *
 * Shin, Ramdas and Rinaldo, "E-detectors: a nonparametric framework for sequential change detection" (2023), definition
 * 2.2 and section 2.3 (average run length), with the e-CUSUM of each bet. The bets are on multinomial counts against
 * every distribution within a radius of a centre in total variation.
 */
export class DriftDetector {
  private readonly detectors: StreamDetector[];
  private readonly weights: Float64Array;

  /** `threshold`: the logarithm from which there is an alarm; its exponential is the mean number of hours between false ones. */
  constructor(
    streams: readonly EvidenceStream[],
    private readonly threshold = EVIDENCE_THRESHOLD,
  ) {
    this.detectors = streams.map((stream) => new StreamDetector(stream));
    const whole = streams.filter(({ segment }) => segment === null).length;
    const parts = streams.length - whole;
    this.weights = Float64Array.from(streams, ({ segment }) =>
      segment === null ? (parts > 0 ? 0.5 : 1) / whole : (whole > 0 ? 0.5 : 1) / parts,
    );
  }

  /** Counts of one hour in the order of the streams. After an alarm every wealth begins anew. */
  add(hour: number, counts: readonly (Float64Array | null)[]): Evidence {
    let total = 0;
    let greatest = -Infinity;
    let carrier = 0;
    this.detectors.forEach((detector, index) => {
      detector.add(hour, counts[index]!);
      const part = this.weights[index]! * detector.wealth;
      total += part;
      if (part > greatest) [greatest, carrier] = [part, index];
    });
    const { feature, segment } = this.detectors[carrier]!.stream;
    const logEvidence = Math.log(total);
    const isAlarm = logEvidence >= this.threshold;
    if (isAlarm) for (const detector of this.detectors) detector.restart();
    return { logEvidence, feature, segment, isAlarm };
  }
}
