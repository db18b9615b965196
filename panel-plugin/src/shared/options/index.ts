export { flag, numberWithin, oneOf } from './read';
