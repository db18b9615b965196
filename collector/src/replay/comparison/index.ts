export { type ComparisonService, createComparisonService } from './service';
