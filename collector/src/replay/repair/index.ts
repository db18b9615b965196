export { applyRepairs } from './applyRepairs';
export { type CompiledRepair, compileRepairs } from './compileRepairs';
