export { renderComparison } from './renderComparison';
