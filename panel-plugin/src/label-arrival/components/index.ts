export { LabelArrivalPanel } from './LabelArrivalPanel';
