/** What a webhook is told. */
export interface WebhookEvent {
  /** `shadow.tripped`, `shadow.failed`, `canary.promote`, `canary.roll-back`, `retraining.requested`. */
  type: string;
  model: string;
  /** In words. */
  reason: string;
  /** The shadow, the comparison or the request as the API shows it. */
  data: unknown;
}

export interface WebhookDelivery {
  id: string;
  event: WebhookEvent;
  state: 'waiting' | 'delivered' | 'given up';
  createdAt: number;
  /** When it was delivered or given up; milliseconds since 1970. */
  finishedAt: number | null;
  attempts: number;
  nextAttemptAt: number | null;
  /** Why the last attempt failed. */
  error: string | null;
}
