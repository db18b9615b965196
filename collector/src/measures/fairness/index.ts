export { demographicParityDifference, demographicParityRatio } from './demographicParity';
export {
  equalizedOddsDifference,
  equalizedOddsRatio,
  equalOpportunityDifference,
  equalOpportunityRatio,
} from './equalizedOdds';
