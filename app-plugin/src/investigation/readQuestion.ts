import { dateMath } from '@grafana/data';
import {
  type Filter,
  type InvestigationRequest,
  type ModelSpec,
  parseTime,
} from '@modelwatch/collector/contract';

/** What a link asks: the window in milliseconds since 1970, and what the panel or the alert pointed at. */
export interface Question {
  model: string;
  from: number;
  to: number;
  /** Looked for everywhere, and marked where it is found. */
  feature: string | null;
  /** Version whose baseline is compared with; null for that of the version in production. */
  baseline: string | null;
  /** Everything else in the address: labels of a group, and what Grafana adds of its own. */
  labels: Record<string, string>;
}

const DIMENSIONS = ['version', 'environment', 'deployment', 'entity'];

/** Whether a path of the app is that of the page: `/a/<id>/investigation`. */
export const isInvestigation = (path: string): boolean => /\/investigation\/?(\?|$)/.test(path);

/**
 * Reads the address of a link: `model`, `from` and `to` as milliseconds, RFC 3339 or relative (`now-6h`, as an alert
 * writes them), `feature`, and labels.
 *
 * @returns the question, or the sentence why there is none
 */
export function readQuestion(search: Record<string, unknown>, now: number): Question | { sentence: string } {
  const texts = Object.entries(search).map(([name, value]) => [name, textOf(value)] as const);
  const { model, from, to, feature, baseline, ...labels } = Object.fromEntries(texts);
  if (!model) {
    return {
      sentence:
        'The address names no model. Open an investigation from a panel, from an alert, or add model, from and to.',
    };
  }
  const range = [readMoment(from || 'now-6h', now), readMoment(to || 'now', now)] as const;
  if (!Number.isFinite(range[0]) || !Number.isFinite(range[1])) {
    return {
      sentence: `The window from “${from ?? ''}” to “${to ?? ''}” cannot be read; write milliseconds, 2026-10-01T00:00:00Z or now-6h.`,
    };
  }
  if (range[0] >= range[1]) {
    return { sentence: 'The window ends before it begins; exchange from and to in the address.' };
  }
  return {
    model,
    from: range[0],
    to: range[1],
    feature: feature || null,
    baseline: baseline || null,
    labels,
  };
}

/** The question as the collector takes it: of the labels those by which the model can be filtered. */
export function toRequest(
  { model, from, to, baseline, labels }: Question,
  { segments }: Pick<ModelSpec, 'segments'>,
): InvestigationRequest {
  const known = new Set([...DIMENSIONS, ...(segments ?? []).map(({ name }) => name)]);
  const filters: Filter[] = Object.entries(labels)
    .filter(([key, value]) => known.has(key) && value !== '')
    .map(([key, value]) => ({ key, operator: '=', values: [value] }));
  const range = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  return {
    model,
    ...range,
    ...(filters.length > 0 && { filters }),
    ...(baseline !== null && { baseline }),
  };
}

function textOf(value: unknown): string {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return typeof one === 'string' || typeof one === 'number' ? String(one) : '';
}

function readMoment(text: string, now: number): number {
  if (/^\d+$/.test(text)) return Number(text);
  if (!text.startsWith('now')) return parseTime(text);
  // Grafana's arithmetic takes its own clock for now: only the distance from it is wanted.
  const moment = dateMath.parse(text, false, undefined, undefined)?.valueOf() ?? NaN;
  const distance = dateMath.parse('now')!.valueOf() - now;
  return moment - distance;
}
