export interface LabelArrivalOptions {
  /** Share of the labels that will come which must have arrived before a performance number is believed. */
  maturity: number;
  showLag: boolean;
  showTriangle: boolean;
  showStillToCome: boolean;
  showLegend: boolean;
}

/** 0.9 is the share that the collector asks for unless a model says otherwise. */
export const DEFAULT_OPTIONS: LabelArrivalOptions = {
  maturity: 0.9,
  showLag: true,
  showTriangle: true,
  showStillToCome: true,
  showLegend: true,
};
