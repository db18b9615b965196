/** How baseline and current stand to each other in a chart. */
export const ARRANGEMENTS = ['overlaid', 'sideBySide', 'mirrored', 'difference'] as const;
export type Arrangement = (typeof ARRANGEMENTS)[number];
export const SORT_ORDERS = ['drift', 'name'] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

export interface DistributionOptions {
  arrangement: Arrangement;
  sortBy: SortOrder;
  /** One scale of shares for all features instead of one each. */
  sharedScale: boolean;
  /** The ladder below the bars, of features that are told over time. */
  showOverTime: boolean;
  showSearch: boolean;
  showLegend: boolean;
}

export const DEFAULT_OPTIONS: DistributionOptions = {
  arrangement: 'overlaid',
  sortBy: 'drift',
  sharedScale: false,
  showOverTime: true,
  showSearch: true,
  showLegend: true,
};
