export { processIo } from './io';
export { runCommand } from './runCommand';
