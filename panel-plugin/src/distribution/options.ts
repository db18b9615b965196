/** How baseline and current stand to each other in a chart. */
export type Arrangement = 'overlaid' | 'sideBySide';
export type SortOrder = 'drift' | 'name';

export interface DistributionOptions {
  arrangement: Arrangement;
  sortBy: SortOrder;
  /** One scale of shares for all features instead of one each. */
  sharedScale: boolean;
  showSearch: boolean;
  showLegend: boolean;
}

export const DEFAULT_OPTIONS: DistributionOptions = {
  arrangement: 'overlaid',
  sortBy: 'drift',
  sharedScale: false,
  showSearch: true,
  showLegend: true,
};
