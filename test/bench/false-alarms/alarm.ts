/** What somebody is told: a rule began to fire, or a report said that something drifted. */
export interface Alarm {
  rule: string;
  /** Since the beginning of the traffic. */
  minute: number;
  /** The feature of a rule that has one alert for each. */
  feature?: string;
  /** When it stopped; absent while it goes on. */
  until?: number;
}

/** Turns what a rule says at each evaluation into alarms: one when it begins to fire, with null keeping its state. */
export class Firing {
  private pendingSince: number | null = null;
  private isFiring = false;
  private current: Alarm | null = null;

  constructor(
    private readonly rule: { name: string; forMinutes: number; feature?: string },
    private readonly alarms: Alarm[],
  ) {}

  get firing(): boolean {
    return this.isFiring;
  }

  /** `condition` is whether it fires, or, of one that fires, whether it still does; null where there is no verdict. */
  at(minute: number, condition: boolean | null): void {
    if (condition === null) return;
    if (!condition) {
      if (this.isFiring) this.current!.until = minute;
      this.isFiring = false;
      this.pendingSince = null;
      return;
    }
    if (this.isFiring) return;
    this.pendingSince ??= minute;
    if (minute - this.pendingSince < this.rule.forMinutes) return;
    this.isFiring = true;
    this.current = { rule: this.rule.name, minute, feature: this.rule.feature };
    this.alarms.push(this.current);
  }
}
