export { costPerPrediction } from './costPerPrediction';
