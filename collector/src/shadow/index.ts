export { createShadowService, type ShadowOptions, type ShadowService } from './service';
