export { burnRate } from './burnRate';
export { errorBudgetLeft } from './errorBudgetLeft';
