import { readFileSync } from 'node:fs';
import * as T from './index';
import { scaledBesselKQuarter } from './besselKQuarter';
test('x', () => {
  const r = JSON.parse(readFileSync('/tmp/ref.json', 'utf8'));
  const out: string[] = [];
  for (const [a, x, v] of r.gamma) out.push(`gamma ${a} ${x} ${v} ${T.upperGamma(a, x) / v - 1}`);
  for (const [a, x, v] of r.t) out.push(`t ${a} ${x} ${v} ${T.twoSidedStudentTail(a, x) / v - 1}`);
  for (const [a, x, v] of r.ks) { const s = performance.now(); const k = T.kolmogorovTail(a, x); out.push(`ks ${a} ${x} ${v} ${k / v - 1} ${(performance.now()-s).toFixed(2)}ms`);}
  for (const [x, v] of r.cvm) out.push(`cvm ${x} ${v} ${T.cramerVonMisesTail(x) / v - 1}`);
  for (const [x, v] of r.bessel) out.push(`bes ${x} ${v} ${scaledBesselKQuarter(x) / v - 1}`);
  for (const [x, v, w] of r.harm) { const h = T.harmonicNumbers(x); out.push(`harm ${x} ${h.first / v - 1} ${h.second / w - 1}`); }
  process.stdout.write(out.join('\n') + '\n');
});
