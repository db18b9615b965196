export { executeRun, type RunOutcome } from './executeRun';
export { planRun, type RunPlan } from './planRun';
