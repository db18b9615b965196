export {
  createRetrainingService,
  type RetrainingOptions,
  type RetrainingService,
  type RetrainingTally,
} from './service';
export { writeRequestFile } from './writeRequestFile';
