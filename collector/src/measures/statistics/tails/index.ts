export { cramerVonMisesTail, cramerVonMisesTailAsSciPy } from './cramerVonMisesTail';
export { harmonicNumbers } from './harmonicNumbers';
export { kolmogorovTail } from './kolmogorovTail';
export { doubledNormalTail, twoSidedStudentTail } from './normalAndStudent';
export { chiSquareTail, upperGamma } from './upperGamma';
