export { createObjectiveKeeper, type ObjectiveKeeper } from './createObjectiveKeeper';
