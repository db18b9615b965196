export { answerSamples } from './answerSamples';
