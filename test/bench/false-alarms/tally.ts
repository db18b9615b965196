import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** What was told in some quiet weeks. */
export interface Tally {
  weeks: number;
  /** By rule: alarms, and weeks in which there was at least one. */
  byRule: Map<string, { alarms: number; weeks: number }>;
}

interface Kept {
  seeds: number;
  tallies: Record<string, { weeks: number; byRule: [string, { alarms: number; weeks: number }][] }>;
}

/** The tallies of every scenario, in a file where one is given: a thousand weeks can be done in parts. */
export class KeptTallies {
  seeds = 0;
  private readonly tallies = new Map<string, Tally>();

  constructor(private readonly file: string | null) {
    if (file === null || !existsSync(file)) return;
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept;
    this.seeds = kept.seeds;
    for (const [name, { weeks, byRule }] of Object.entries(kept.tallies)) {
      this.tallies.set(name, { weeks, byRule: new Map(byRule) });
    }
  }

  of(name: string): Tally {
    const tally = this.tallies.get(name) ?? { weeks: 0, byRule: new Map() };
    this.tallies.set(name, tally);
    return tally;
  }

  /** After the models up to a seed. */
  keep(seed: number): void {
    this.seeds = seed;
    process.stderr.write(`${seed} models\n`);
    if (this.file === null) return;
    const tallies = [...this.tallies].map(([name, { weeks, byRule }]) => [
      name,
      { weeks, byRule: [...byRule] },
    ]);
    writeFileSync(this.file, JSON.stringify({ seeds: seed, tallies: Object.fromEntries(tallies) }));
  }
}
