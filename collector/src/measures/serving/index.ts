export { latency } from './latency';
export {
  availability,
  cacheHitRate,
  clientErrorRate,
  coldStartRate,
  degradedRate,
  serverErrorRate,
} from './requestRates';
export { requests } from './requests';
export { shadowAgreement, shadowScoreShift } from './shadow';
