import { locationService } from '@grafana/runtime';
import { Combobox } from '@grafana/ui';
import React from 'react';
import { type ListedModel } from '../collector';

interface Props {
  model: ListedModel;
  /** Version whose baseline the shown findings were compared with. */
  used: string | null;
  mayChange: boolean;
}

/** Looks into the window again, beside the baseline of another version: the address names it. */
export function ChooseBaseline({ model, used, mayChange }: Props): React.JSX.Element | null {
  const versions = Object.keys(model.baselines);
  if (!mayChange || versions.length < 2) {
    return <span>{used === null ? 'without a baseline' : `beside the baseline of ${used}`}</span>;
  }
  return (
    <>
      <label htmlFor="investigation-baseline">beside the baseline of</label>
      <Combobox
        id="investigation-baseline"
        width={16}
        options={versions.map((version) => ({ value: version, label: version }))}
        value={used}
        onChange={({ value }) => locationService.partial({ baseline: value, investigation: null })}
      />
    </>
  );
}
