export { VariableSupport } from './VariableSupport';
