export { nameOf } from './expressions';
export { countLevels, recogniseCategories } from './recogniseCategories';
export { type Recognised, recogniseNumbers } from './recogniseNumbers';
export { levelsOf, recogniseSwap, type Sides, type SwapSide } from './recogniseSwap';
