import type { Investigation, TimelineFact } from '../../contract';
import type { Store } from '../../store';

const DAY_MS = 86_400_000;

/** What is known of the order of events: changes near the window, when each finding began and ended, who looked when. */
export async function timelineOf(
  store: Pick<Store, 'changes'>,
  { request, findings, createdAt, summary }: Investigation,
  { from, to }: { from: number; to: number },
): Promise<TimelineFact[]> {
  const serious = findings.filter(({ level }) => level !== 'note');
  const begins = serious.flatMap(({ since }) => (since ? [since.lower] : []));
  const earliest = Math.min(from, ...begins);
  const changes = await store.changes({ model: request.model, from: earliest - DAY_MS, to: to + DAY_MS });
  const facts: TimelineFact[] = [
    ...changes.map(({ ts, change, version, text, status }): TimelineFact => {
      const what = [change, version, status].filter(Boolean).join(' ');
      return { ts, kind: 'change', text: text ? `${what}: ${text}` : what };
    }),
    ...serious.flatMap(({ rank, title, since, until }): TimelineFact[] => [
      ...(since
        ? [{ ts: since.estimate, kind: 'onset' as const, text: `Finding ${rank} begins: ${title}` }]
        : []),
      ...(until === null ? [] : [{ ts: until, kind: 'end' as const, text: `Finding ${rank} ends.` }]),
    ]),
    { ts: from, kind: 'window', text: 'The window that was investigated begins.' },
    { ts: to, kind: 'window', text: 'The window that was investigated ends.' },
    { ts: createdAt, kind: 'investigation', text: `Investigated: ${summary}` },
  ];
  return facts.sort((a, b) => a.ts - b.ts);
}
