import type { Finding, Investigation } from '../contract';

/** An investigation in one sentence; that nothing was found is said with what it was looked for in. */
export function summarise({
  findings,
  read,
}: {
  findings: readonly Finding[];
  read: NonNullable<Investigation['read']>;
}): string {
  const [first] = findings;
  const rows = `${read.window.rows} predictions beside ${read.before.rows} before them`;
  if (!first || first.level === 'note') {
    const notes = findings.length === 0 ? '' : ` ${findings.length} notes.`;
    return `Nothing to act on in ${rows}.${notes}`;
  }
  const since = first.since === null ? '' : ` Since ${new Date(first.since.estimate).toISOString()}.`;
  return `${first.title}${since}`;
}
