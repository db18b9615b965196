export { ANNOTATIONS } from './annotations';
