import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

/** The browser of the machine: CHROMIUM_PATH, or where Debian puts it. */
export const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
export const hasBrowser = existsSync(CHROMIUM);

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS });
}

export interface WatchedPage {
  page: Page;
  /** What went wrong in the page so far: errors in the console, exceptions, files that are not there. */
  problems: string[];
}

/** A busy machine takes its time to load what Grafana would have loaded already; how long is not what is tested. */
const NAVIGATION_MS = 60_000;

export async function openPage(
  browser: Browser,
  url: string,
  size: { width: number; height: number },
): Promise<WatchedPage> {
  // A context of its own: the accessibility checks ask for one.
  const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultNavigationTimeout(NAVIGATION_MS);
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(url);
  return { page, problems };
}

/** The address of the preview page with its parameters. */
export function previewUrl(site: string, parameters: Record<string, string | string[]>): string {
  const url = new URL('/preview/', site);
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) url.searchParams.append(name, one);
  }
  return url.href;
}
