export { displayWith, processorOf, readableOn, shareDecimals } from './numbers';
