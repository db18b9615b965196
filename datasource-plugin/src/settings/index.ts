export { SettingsEditor } from './SettingsEditor';
