export { exploreUrl, investigationUrl } from './exploreUrl';
