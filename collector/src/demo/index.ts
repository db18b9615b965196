export { type DemoOptions, runDemo } from './runDemo';
