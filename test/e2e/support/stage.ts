import AxeBuilder from '@axe-core/playwright';
import { type Browser, type Page } from 'playwright-core';
import { CHROMIUM, hasBrowser, openBrowser, openPage, previewUrl, type WatchedPage } from './browser';
import { type Answers, isBuilt, openSite, type PLUGIN_FOLDERS, type Site } from './staticSite';

/** `describe`, or `describe.skip` with the reason in the name where browser or build are missing. */
export function describeInBrowser(
  name: string,
  plugin: keyof typeof PLUGIN_FOLDERS,
  tests: () => void,
  lacking?: string,
): void {
  const reason =
    lacking ??
    (hasBrowser ? undefined : `no Chromium at ${CHROMIUM}; name one in CHROMIUM_PATH`) ??
    (isBuilt(plugin) ? undefined : `${plugin} is not built; run npm run build`);
  if (reason) describe.skip(`${name} (${reason})`, tests);
  else describe(name, tests);
}

/** One browser for a file of tests; sites and pages are closed with the test that opened them. */
export class Stage {
  private browser: Browser | undefined;
  private sites: Site[] = [];
  private pages: Page[] = [];

  async open(
    answers: Answers | { collector: string },
    parameters: Record<string, string | string[]>,
    size = { width: 1400, height: 900 },
  ): Promise<WatchedPage> {
    const site = await openSite(answers);
    this.sites.push(site);
    return this.openAt(site.url, parameters, size);
  }

  /** The page as somebody else serves it. */
  async openAt(
    url: string,
    parameters: Record<string, string | string[]>,
    size = { width: 1400, height: 900 },
  ): Promise<WatchedPage> {
    this.browser ??= await openBrowser();
    const watched = await openPage(this.browser, previewUrl(url, parameters), size);
    this.pages.push(watched.page);
    return watched;
  }

  async clear(): Promise<void> {
    await Promise.all(this.pages.splice(0).map((page) => page.context().close()));
    await Promise.all(this.sites.splice(0).map((site) => site.close()));
  }

  async close(): Promise<void> {
    await this.clear();
    await this.browser?.close();
  }
}

/** What an accessibility check finds, a line each; colours, names, roles and structure of WCAG 2.2 A and AA. */
export async function findBarriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    // Grafana's own Combobox gives its arrow the attributes of a button and not the role.
    .exclude('[id^="downshift-"][id$="-toggle-button"]')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
  );
}
