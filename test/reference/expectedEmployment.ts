import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Numbers = Record<string, number>;
/** Values by method; a method that fails on rounding says so instead. */
type ByMethod = Record<string, number | { error: string } | null>;

/** Names of Fairlearn's disparities. */
export type FairnessName =
  | 'demographicParityDifference'
  | 'demographicParityRatio'
  | 'equalizedOddsDifference'
  | 'equalizedOddsRatio'
  | 'equalOpportunityDifference'
  | 'equalOpportunityRatio';

export interface ExpectedBinned {
  psi: number;
  jensenShannonDistance: number;
  hellinger: number;
  totalVariation: number;
  lInfinity: number;
}

export interface ExpectedPerformance {
  n: number;
  accuracy: number;
  precision: number;
  recall: number;
  f1: number;
  specificity: number;
  balancedAccuracy: number;
  mcc: number;
  brier: number;
  logLoss: number;
  rocAuc?: number;
  averagePrecision?: number;
  ece10: number;
}

interface ExpectedQuantiles {
  n: number;
  p50?: number;
  p95?: number;
  p99?: number;
}

/** Reference values of one window, as the field's own libraries give them. */
export interface ExpectedWindow {
  from: string;
  to: string;
  n: number;
  drift: Record<string, ByMethod>;
  quality: Record<string, Numbers>;
  scoreDrift: Record<string, unknown> & { binned: ExpectedBinned };
  binned: Record<string, ExpectedBinned>;
  twoSample: Record<string, Record<string, number | number[]>>;
  performance: {
    final: ExpectedPerformance;
    asOf: ExpectedPerformance & { asOf: string };
    byRegion: Record<string, ExpectedPerformance>;
    byVersion: Record<string, ExpectedPerformance>;
  };
  fairness: Record<string, Record<FairnessName, number> & { byGroup: Record<string, Numbers> }>;
  labels: {
    coverageFinal: number;
    coverageAsOf: number;
    lagSeconds: ExpectedQuantiles;
    lagByRegion: Record<string, ExpectedQuantiles>;
  };
  serving: {
    requests: number;
    clientErrorRate: number;
    serverErrorRate: number;
    coldStartRate: number;
    cacheHitRate: number;
    costPerPrediction: number;
    latencyMs: ExpectedQuantiles;
    latencyMsByVersion: Record<string, ExpectedQuantiles>;
  };
}

export const expectedWindows: ExpectedWindow[] = (
  JSON.parse(readFileSync(join(__dirname, 'expected/employment.json'), 'utf8')) as {
    windows: ExpectedWindow[];
  }
).windows;
