export { DistributionPanel } from './DistributionPanel';
