export { describeConfiguration } from './documentation';
export { CONFIGURATION_KEYS, type ConfigurationKey } from './keys';
export { type ConfigurationSources, readConfiguration } from './readConfiguration';
export { type Configuration, ConfigurationSchema } from './schema';
