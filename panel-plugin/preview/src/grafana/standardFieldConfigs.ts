import {
  dataLinksOverrideProcessor,
  displayNameOverrideProcessor,
  type FieldConfigPropertyItem,
  FieldType,
  identityOverrideProcessor,
  numberOverrideProcessor,
  thresholdsOverrideProcessor,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
} from '@grafana/data';

/** A standard option without its editor: the page applies field configurations and edits none. */
function item(
  id: string,
  process: FieldConfigPropertyItem['process'],
  shouldApply: FieldConfigPropertyItem['shouldApply'] = () => true,
): FieldConfigPropertyItem {
  const none = (): null => null;
  return { id, path: id, name: id, category: [], override: none, editor: none, process, shouldApply };
}

const ofNumbers: FieldConfigPropertyItem['shouldApply'] = (field) => field.type === FieldType.number;

/** The standard options that Grafana's core registers, which `useFieldConfig` builds upon. */
export const standardFieldConfigs = (): FieldConfigPropertyItem[] => [
  item('displayName', displayNameOverrideProcessor),
  item('unit', unitOverrideProcessor, ofNumbers),
  item('min', numberOverrideProcessor, ofNumbers),
  item('max', numberOverrideProcessor, ofNumbers),
  item('decimals', numberOverrideProcessor, ofNumbers),
  item('thresholds', thresholdsOverrideProcessor, ofNumbers),
  item('mappings', valueMappingsOverrideProcessor),
  item('noValue', identityOverrideProcessor),
  item('links', dataLinksOverrideProcessor),
  item('color', identityOverrideProcessor),
];
