export { behind } from './behind';
