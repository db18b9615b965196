#!/usr/bin/env node
/*
 * npm run bench:false-alarms [-- --weeks 1000] [--minutes 30] [--keep FILE] [--log] [--check] [--write]
 * Weeks without an incident through the default rules, and what Evidently's default decision and a plain
 * Kolmogorov-Smirnov test would tell; and how soon the incidents of the demo log are told. `--minutes` ends after so long with
 * the weeks that are done, `--keep` goes on from those in a file; `--log` lists every alarm on that log; `--check` exits 1 above 12 pages in 1,000 weeks or with an incident untold; `--write` keeps the table in
 * docs/benchmarks.md.
 */
import { fileURLToPath } from 'node:url';
import { runProgram } from '../../support/runProgram.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
// In a folder as deep as the sources that read the log, whose paths to it are relative.
await runProgram(here('main.ts'), here('..'));
