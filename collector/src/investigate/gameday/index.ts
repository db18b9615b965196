export { injectIncident } from './injectIncident';
