export { createExplanationService, type ExplanationService } from './service';
