export { investigateWindow, type WindowFindings, type WindowInvestigation } from './investigateWindow';
export { createInvestigationService, type InvestigationOptions, type InvestigationService } from './service';
