import packageJson from '../package.json';

/** What `--version`, the API and the metrics call this collector. */
export const VERSION = packageJson.version;
