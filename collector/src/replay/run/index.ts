export { type Checkpoint, CHECKPOINTS } from './checkpoint';
export { executeRun, type RunOutcome } from './executeRun';
export { planRun, type RunPlan } from './planRun';
