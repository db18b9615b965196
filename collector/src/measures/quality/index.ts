export { invalidRate } from './invalidRate';
export { missingRate } from './missingRate';
export { outOfRangeRate } from './outOfRangeRate';
export { unseenRate } from './unseenRate';
export { volumeRatio } from './volumeRatio';
