import { type DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { Field, Input, SecretInput } from '@grafana/ui';
import React, { type ChangeEvent } from 'react';
import { type ModelWatchOptions, type ModelWatchSecrets } from '../types';

type Props = DataSourcePluginOptionsEditorProps<ModelWatchOptions, ModelWatchSecrets>;

/** Where the collector is, and the token it wants. The token is kept by Grafana's server and never comes back. */
export function SettingsEditor({ options, onOptionsChange }: Props): React.JSX.Element {
  const setToken = (token: string, kept: boolean) =>
    onOptionsChange({
      ...options,
      secureJsonData: { ...options.secureJsonData, token },
      secureJsonFields: { ...options.secureJsonFields, token: kept },
    });
  return (
    <>
      <Field
        label="URL"
        description="Address of the collector, as Grafana's server sees it."
        required
        htmlFor="modelwatch-url"
      >
        <Input
          id="modelwatch-url"
          width={60}
          placeholder="http://localhost:8650"
          value={options.url}
          disabled={options.readOnly}
          onChange={(event: ChangeEvent<HTMLInputElement>) =>
            onOptionsChange({ ...options, url: event.currentTarget.value.trim() })
          }
        />
      </Field>
      <Field
        label="Token"
        description="With the scope query; with operate too, if replays are to be started from the app. Empty where the collector takes requests without one."
        htmlFor="modelwatch-token"
      >
        <SecretInput
          id="modelwatch-token"
          width={60}
          isConfigured={options.secureJsonFields['token'] ?? false}
          value={options.secureJsonData?.token ?? ''}
          disabled={options.readOnly}
          onReset={() => setToken('', false)}
          onChange={(event: ChangeEvent<HTMLInputElement>) =>
            setToken(event.currentTarget.value.trim(), false)
          }
        />
      </Field>
    </>
  );
}
