export * from './backup';
export { createLogger, type Logger } from './createLogger';
export { DiskWatch, forecastDiskDays } from './diskForecast';
export { createMetrics, type Metrics, type MetricSources } from './metrics';
export { checkReadiness, type Condition, type Readiness, type ReadinessSources } from './readiness';
export { createServedCounts, type Served, type ServedCounts } from './servedCounts';
