export { type DetectableShift, POWER, smallestDetectableShift } from './smallestDetectableShift';
