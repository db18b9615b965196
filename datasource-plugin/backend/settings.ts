import { Failure } from './failure';
import { type PluginContextMessage } from './protocol';

export interface Settings {
  /** Address of the collector without a slash at its end. */
  url: string;
  /** Null where the collector is used without tokens. */
  token: string | null;
}

function readSettings(context: PluginContextMessage | null): Settings {
  const instance = context?.dataSourceInstanceSettings;
  if (!instance)
    throw new Failure('Grafana named no data source in its request.', 400, 'no-data-source', 'plugin');
  const text = instance.url.trim();
  if (text === '') {
    throw new Failure(
      "The data source has no URL: enter the collector's address in its settings, for example http://localhost:8650.",
      400,
      'no-url',
    );
  }
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new Failure(
      `The URL ${text} in the settings of the data source is no http or https address: it should read like http://localhost:8650.`,
      400,
      'bad-url',
    );
  }
  const token = instance.decryptedSecureJsonData['token']?.trim() ?? '';
  return { url: `${url.origin}${url.pathname}`.replace(/\/+$/, ''), token: token === '' ? null : token };
}

/** Reads the settings of a data source once for each time they were saved: a request carries them every time. */
export class SettingsCache {
  private readonly byUid = new Map<string, { lastUpdatedMS: number; settings: Settings }>();

  read(context: PluginContextMessage | null): Settings {
    const instance = context?.dataSourceInstanceSettings;
    const key = instance ? `${context.orgId}/${instance.uid}` : '';
    const known = this.byUid.get(key);
    if (known && known.lastUpdatedMS === instance?.lastUpdatedMS) return known.settings;
    const settings = readSettings(context);
    // A data source that is being set up is asked for its health before it has been saved: such settings have no time.
    if (instance && instance.lastUpdatedMS > 0) {
      this.byUid.set(key, { lastUpdatedMS: instance.lastUpdatedMS, settings });
    }
    return settings;
  }
}
