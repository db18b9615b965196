import { LoadingState, type PanelProps } from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import React from 'react';

interface Props {
  panel: Pick<PanelProps, 'id' | 'data' | 'fieldConfig'>;
  /** Whether the answer had the right form and nothing in it; otherwise it had another form. */
  isEmpty: boolean;
  reason: string;
}

/**
 * Instead of a picture: what the query said is wrong; or, of an empty answer, the panel's own "no value" text where
 * one was set; or why there is nothing to draw.
 */
export function PanelMessage({ panel, isEmpty, reason }: Props): React.JSX.Element {
  const { id, data, fieldConfig } = panel;
  const failure = data.state === LoadingState.Error ? data.errors?.[0]?.message : undefined;
  const message = failure ?? (isEmpty ? fieldConfig.defaults.noValue : undefined) ?? reason;
  return <PanelDataErrorView panelId={id} data={data} fieldConfig={fieldConfig} message={message} />;
}
