export { callResource } from './callResource';
