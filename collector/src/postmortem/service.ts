import { randomUUID } from 'node:crypto';
import {
  badRequest,
  type Investigation,
  ModelWatchError,
  notFound,
  type Postmortem,
  type PostmortemChange,
  type PostmortemStart,
  type PostmortemSummary,
  type PostmortemText,
  type PostmortemVerification,
} from '../contract';
import type { InvestigationService } from '../investigate';
import type { Store } from '../store';
import { checkText } from './checkText';
import { freezeEvidence, type FreezeSources } from './freeze';
import { verifyEvidence } from './verify';

export interface PostmortemOptions extends FreezeSources {
  store: FreezeSources['store'] & Pick<Store, 'documents'>;
  investigations: Pick<InvestigationService, 'get'>;
  /** Milliseconds since 1970. */
  clock: () => number;
}

/** Postmortems: begun from an investigation, their evidence frozen, what people write kept with who wrote it. */
export interface PostmortemService {
  /** @throws ModelWatchError where the investigation is not there, has not ended, or failed */
  start(request: PostmortemStart, by: string | null): Promise<Postmortem>;
  get(id: string): Promise<Postmortem | null>;
  /** Those with open actions first, then the latest. */
  list(): Promise<PostmortemSummary[]>;
  /** @throws ModelWatchError 409 where somebody changed it in between, 400 where something is missing */
  change(id: string, change: PostmortemChange, by: string | null): Promise<Postmortem>;
  /** Draws every figure again. @throws ModelWatchError `unknown-postmortem` (404) */
  verify(id: string): Promise<PostmortemVerification>;
}

const COLLECTION = 'postmortems';

export function createPostmortemService(options: PostmortemOptions): PostmortemService {
  const { store, investigations, clock } = options;
  // One change after another, so that two of the same revision cannot both be taken.
  let turn: Promise<unknown> = Promise.resolve();

  async function requirePostmortem(id: string): Promise<Postmortem> {
    const found = await store.documents.get<Postmortem>(COLLECTION, id);
    if (found) return found;
    throw notFound('unknown-postmortem', `There is no postmortem ${id}.`);
  }

  async function applyChange(id: string, change: PostmortemChange, by: string | null): Promise<Postmortem> {
    const known = await requirePostmortem(id);
    if (change.revision !== known.revision) {
      const who = known.updatedBy ?? 'somebody';
      throw new ModelWatchError({
        code: 'postmortem-changed',
        message: `${who} changed it in between (revision ${known.revision}, yours is ${change.revision}); load it again and write yours into it.`,
        status: 409,
        path: '$.revision',
      });
    }
    checkText(known, change.text);
    const revision = known.revision + 1;
    const changed = { ...known, text: change.text, revision, updatedAt: clock(), updatedBy: by };
    await store.documents.put(COLLECTION, id, changed);
    return changed;
  }

  return {
    async start({ investigation: id, title }, by) {
      const investigation = await investigations.get(id);
      if (!investigation) throw notFound('unknown-investigation', `There is no investigation ${id}.`);
      requireEnded(investigation);
      const now = clock();
      const postmortem: Postmortem = {
        id: randomUUID(),
        model: investigation.request.model,
        createdAt: now,
        createdBy: by,
        updatedAt: now,
        updatedBy: by,
        revision: 1,
        text: firstText(investigation, title),
        investigation,
        frozen: await freezeEvidence(options, investigation, now),
      };
      await store.documents.put(COLLECTION, postmortem.id, postmortem);
      return postmortem;
    },
    get: (id) => store.documents.get<Postmortem>(COLLECTION, id),
    async list() {
      const known = await store.documents.list<Postmortem>(COLLECTION);
      const isOpen = (one: PostmortemSummary): number => Number(one.openActions.length > 0);
      return known
        .map(({ value }) => summaryOf(value))
        .sort((a, b) => isOpen(b) - isOpen(a) || b.createdAt - a.createdAt);
    },
    change(id, change, by) {
      const done = turn.then(() => applyChange(id, change, by));
      turn = done.catch(() => undefined);
      return done;
    },
    async verify(id) {
      const postmortem = await requirePostmortem(id);
      return { at: clock(), parts: await verifyEvidence(options, postmortem) };
    },
  };
}

function requireEnded({ id, state, error, request }: Investigation): void {
  if (request.inject) {
    throw badRequest(
      'postmortem-of-drill',
      `Investigation ${id} was a drill: nothing happened.`,
      '$.investigation',
    );
  }
  if (state === 'done') return;
  const why = state === 'running' ? 'still runs; wait for it' : `failed (${error ?? ''}); look again first`;
  throw badRequest('investigation-not-done', `Investigation ${id} ${why}.`, '$.investigation');
}

/** What is known already is written down; the rest is for people. */
function firstText({ request, findings, summary }: Investigation, title?: string): PostmortemText {
  const first = findings.find(({ level }) => level !== 'note');
  const day = request.from.slice(0, 10);
  return {
    title: title ?? `${request.model}, ${day}: ${first?.title ?? summary}`.slice(0, 500),
    impact: '',
    detection: '',
    cause: '',
    resolution: '',
    dataSets: '',
    telemetry: '',
    timeline: [],
    actions: [],
    state: 'draft',
  };
}

const summaryOf = ({
  id,
  model,
  text,
  createdAt,
  createdBy,
  updatedAt,
  frozen,
}: Postmortem): PostmortemSummary => ({
  id,
  model,
  title: text.title,
  state: text.state,
  createdAt,
  createdBy,
  updatedAt,
  window: { from: frozen.data.from, to: frozen.data.to },
  openActions: text.actions.filter(({ state }) => state === 'open'),
});
