export { checkGroupBy, checkFilters, checkVersion } from './checkDimensions';
export { checkFeatures } from './checkFeatures';
export { checkObjective, type ObjectivePlan, refuseUnreachable } from './checkObjective';
export { checkParameters } from './checkParameters';
export { checkShape } from './checkShape';
export { checkAsOf, checkRange, chooseWindow } from './checkTimes';
export { hintOf } from './nearestNames';
export { refuseTemplateVariables } from './templateVariables';
