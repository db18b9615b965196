export { InvestigationPage } from './InvestigationPage';
export { isInvestigation } from './readQuestion';
