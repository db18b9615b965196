export { describeMeasures } from './describeMeasures';
