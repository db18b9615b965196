/** Requests that are with the collector at one time; the others wait for their turn, within their own time limit. */
export const CONCURRENT_REQUESTS = 16;

/** Below the 30 seconds of Grafana's alert evaluation, so that a rule shows our sentence and not its own timeout. */
export const QUERY_TIMEOUT_MS = 25_000;

export const RESOURCE_TIMEOUT_MS = 20_000;

/** A health check is waited for by a person at a button. */
export const HEALTH_TIMEOUT_MS = 5_000;

/** What Grafana sends at most in one message, by its own SDK. */
export const RECEIVED_MESSAGE_BYTES = 16 * 1024 * 1024;

/** The collector refuses answers above 16 MiB; what is larger comes from something else. */
export const ANSWER_BYTES = 32 * 1024 * 1024;

/** A log line above 64 KiB is torn apart by Grafana's reader. */
export const LOG_TEXT_CHARACTERS = 4_000;

/** How often a process whose parent may have died looks for it. */
export const PARENT_CHECK_MS = 1_000;
