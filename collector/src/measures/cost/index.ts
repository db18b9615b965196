export { budgetForecast, budgetSpent } from './budget';
export { costPerPrediction } from './costPerPrediction';
export { fullCost, fullCostPerPrediction } from './fullCost';
export type { BudgetSpending, Spending } from './spending';
