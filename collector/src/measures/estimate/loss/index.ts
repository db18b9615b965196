export { type LearnedLoss, learnLoss, type Loss } from './learnLoss';
