export { createPrepareModel, type PrepareOptions } from './onnx';
export { createReplayService, type ReplayOptions, type ReplayService } from './service';
