import {
  chiSquareTail,
  cramerVonMisesTail,
  cramerVonMisesTailAsSciPy,
  doubledNormalTail,
  harmonicNumbers,
  kolmogorovTail,
  twoSidedStudentTail,
  upperGamma,
} from './index';

/** Relative, except where the expected value itself is denormal. */
const expectRelative = (actual: number, expected: number, tolerance = 1e-12): void =>
  expect(Math.abs(actual / expected - 1)).toBeLessThan(tolerance);

// Computed with mpmath 1.4 at 40 digits from the definitions, except where a comment says otherwise.
test.each([
  [0.5, 0.0009, 0.9661587776582645],
  [0.5, 0.5, 0.3173105078629141],
  [2, 685.4043134600321, 1.4766201673941004e-295],
  [8.5, 15, 0.026345078283536102],
  [12, 23.515, 0.0033217322090303017],
  [250, 1000, 5.224452135050388e-178],
  [500, 1500, 1.6436845843569544e-198],
  [1000, 990, 0.620478621462036],
  [1000, 1010, 0.3723210552630053],
  [24600, 25000, 0.005562685538823253],
  [24600, 24599, 0.5016957343772239],
  [100000, 105000, 7.204959694834921e-55],
  [1000000.0, 1001000.0, 0.15865521363165971],
  [9.9, 10.8, 0.350779540849097],
  [10, 3, 0.9988975118698845],
])('Q(%d, %d)', (a, x, expected) => {
  expectRelative(upperGamma(a, x), expected);
});

// From 1e5 degrees of freedom on by SciPy 1.17.1.
test.each([
  [0.001, 3000, 0.9992021820598196],
  [0.1, 49999.5, 0.920344726371015],
  [2, 1000000.0, 0.04550053385131924],
  [36, 1000000.0, 1.2733991120398751e-283],
  [31.176788, 50000.3, 2.3537362998184834e-211],
  [10, 3.5, 0.0010714758956126638],
  [0.5, 1, 0.7048327646991335],
])('Student beyond %d with %d degrees of freedom', (t, degreesOfFreedom, expected) => {
  expectRelative(twoSidedStudentTail(t, degreesOfFreedom), expected, 4e-12);
});

// By SciPy 1.17.1's kstwo: across all methods, small and large sizes.
test.each([
  [5, 0.3, 0.664],
  [5, 0.6, 0.03008000000000001],
  [1, 0.7, 0.6000000000000001],
  [2, 0.5, 0.5],
  [20, 0.1, 0.976255094592155],
  [50, 0.03, 0.9999999991521389],
  [100, 0.15, 0.019839242125641813],
  [140, 0.05, 0.8576480297656114],
  [140, 0.168, 0.0006361623019061495],
  [141, 0.02, 0.9999999744561288],
  [141, 0.1, 0.11128445516467933],
  [555, 0.08, 0.0015468005130563455],
  [2616, 0.017, 0.4314519494430562],
  [2616, 0.005, 0.9999999017860206],
  [4000, 0.002, 1.0],
  [6000, 0.004, 0.999974921554165],
  [15000, 0.0319, 1.0732862065019254e-13],
  [20000, 0.006, 0.4657689508612476],
  [80000, 0.0012, 0.9998291151826479],
  [1000, 0.3, 2.590715705736845e-80],
  [1000, 0.55, 1.356299236791213e-284],
  [100000, 0.004, 0.08130148920222469],
  [200000, 0.0008, 0.9995345591134883],
  [200000, 0.0035, 0.014858338517072333],
])('Kolmogorov distance of %d rows beyond %d', (size, distance, expected) => {
  expectRelative(kolmogorovTail(size, distance), expected, 1e-11);
});

test.each([
  [0.004, 0.9999999999999575],
  [0.01, 0.9999941355671901],
  [0.02, 0.9969993856983981],
  [0.05, 0.876280931041349],
  [0.1, 0.5848734384067948],
  [0.2, 0.26747043054077485],
  [0.3, 0.1351712688051058],
  [0.39, 0.0767891948902916],
  [0.4, 0.0722473225358392],
  [0.461, 0.050107127201756974],
  [0.5, 0.03983321756560759],
  [1, 0.002460452180133964],
  [1.67, 7.095007718938957e-5],
  [2, 1.2780736172781673e-5],
  [5, 3.0539290331033876e-12],
  [10, 4.178941092885288e-23],
  [50, 3.5269996323116893e-109],
  [135.97, 1.2113647583419422e-293],
])('Cramér-von Mises beyond %d', (x, expected) => {
  expectRelative(cramerVonMisesTail(x), expected);
});

test.each([
  [0.5, 0.6137056388801094, 0.7101318663035471],
  [1, 1.0, 1.0],
  [3, 1.8333333333333333, 1.3611111111111112],
  [10, 2.9289682539682538, 1.5497677311665408],
  [50, 4.499205338329425, 1.6251327336215293],
  [1000000.0, 14.392726722865724, 1.6449330668487265],
])('harmonic numbers at %d', (n, first, second) => {
  expectRelative(harmonicNumbers(n).first, first);
  expectRelative(harmonicNumbers(n).second, second);
});

test('one chi-square of two degrees of freedom is an exponential, of one a squared normal', () => {
  for (const x of [1e-3, 0.5, 3, 40, 1300]) {
    expectRelative(chiSquareTail(x, 2), Math.exp(-x / 2));
    expectRelative(chiSquareTail(x, 1), doubledNormalTail(Math.sqrt(x)));
  }
  expect(chiSquareTail(0, 0)).toBe(1);
  expect(chiSquareTail(Infinity, 3)).toBe(0);
});

test('a Student tail becomes the normal one with the degrees of freedom, and is 1 at 0', () => {
  expectRelative(twoSidedStudentTail(3, 1e12), doubledNormalTail(3), 1e-9);
  expect(twoSidedStudentTail(0, 5)).toBe(1);
  expect(twoSidedStudentTail(Infinity, 5)).toBe(0);
});

test('the Kolmogorov tail falls with the distance, also where its methods meet', () => {
  for (const size of [3, 140, 141, 3000, 5001]) {
    let last = 1;
    for (let root = 0.05; root < 2.5; root += 0.05) {
      const tail = kolmogorovTail(size, root / Math.sqrt(size));
      expect(tail).toBeLessThanOrEqual(last + 1e-7);
      expect(tail).toBeGreaterThanOrEqual(0);
      last = tail;
    }
  }
});

test("SciPy's Cramér-von Mises tail is the true one until its series ends", () => {
  for (const x of [0.001, 0.01, 0.1, 0.5, 1])
    expect(Math.abs(cramerVonMisesTailAsSciPy(x) - cramerVonMisesTail(x))).toBeLessThan(1e-7);
  expect(cramerVonMisesTailAsSciPy(136)).toBeGreaterThan(1e-9);
  expect(cramerVonMisesTail(136)).toBeLessThan(1e-290);
});
