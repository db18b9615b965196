export { DisparityPanel } from './DisparityPanel';
