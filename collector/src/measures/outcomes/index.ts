export { outcomeMean } from './outcomeMean';
export { outcomeRate } from './outcomeRate';
export { outcomeSum } from './outcomeSum';
export { outcomeUplift } from './outcomeUplift';
