import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Combobox, Field, Input, useStyles2 } from '@grafana/ui';
import { type Filter, type Investigation, type ReplayRequest } from '@modelwatch/collector/contract';
import React, { useState } from 'react';
import { type CollectorClient, type ListedModel } from '../collector';
import { RepairReplay } from './RepairReplay';

interface Props {
  client: CollectorClient;
  investigation: Investigation;
  model: ListedModel;
}

interface Draft {
  version: string | null;
  feature: string;
  expression: string;
  segment: string;
  value: string;
}

/** A repair that a person writes, replayed over the window; what is wrong with it the collector says. */
export function OwnRepair({ client, investigation, model }: Props): React.JSX.Element | null {
  const styles = useStyles2(getStyles);
  const { features, segments = [] } = model.spec;
  const [draft, setDraft] = useState<Draft>({
    version: model.production,
    feature: '',
    expression: '',
    segment: '',
    value: '',
  });
  const put = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const request = planOwnReplay(investigation, draft);
  if (!investigation.read || Object.keys(model.versions).length === 0) return null;
  return (
    <section aria-labelledby="own-repair" className={styles.box}>
      <h3 id="own-repair" className={styles.heading}>
        A repair of your own
      </h3>
      <div className={styles.fields}>
        <Field label="Version" htmlFor="repair-version">
          <Combobox
            id="repair-version"
            width={16}
            options={Object.keys(model.versions).map((version) => ({ value: version, label: version }))}
            value={draft.version}
            onChange={({ value }) => put({ version: value })}
          />
        </Field>
        <Field label="Feature" htmlFor="repair-feature">
          <Combobox
            id="repair-feature"
            width={24}
            options={features.map(({ name }) => ({ value: name, label: name }))}
            value={draft.feature || null}
            onChange={({ value }) => put({ feature: value })}
          />
        </Field>
        <Field
          label="Becomes"
          htmlFor="repair-expression"
          description={
            draft.feature === '' ? undefined : `In terms of features, for example ${draft.feature} / 12`
          }
        >
          <Input
            id="repair-expression"
            width={32}
            value={draft.expression}
            onChange={(event) => put({ expression: event.currentTarget.value })}
          />
        </Field>
        <Field label="Where" htmlFor="repair-segment">
          <Combobox
            id="repair-segment"
            width={20}
            isClearable
            placeholder="everywhere"
            options={segments.map(({ name }) => ({ value: name, label: name }))}
            value={draft.segment || null}
            onChange={(chosen) => put({ segment: chosen?.value ?? '', value: '' })}
          />
        </Field>
        {draft.segment !== '' && (
          <Field label="Is" htmlFor="repair-value">
            <Input
              id="repair-value"
              width={16}
              value={draft.value}
              onChange={(event) => put({ value: event.currentTarget.value })}
            />
          </Field>
        )}
      </div>
      {request && (
        <RepairReplay
          key={JSON.stringify(request)}
          client={client}
          request={request}
          mayStart
          label={`${draft.feature} = ${draft.expression}`}
        />
      )}
    </section>
  );
}

/** The replay of what was written; null while it is half made. */
export function planOwnReplay(
  { request, read }: Pick<Investigation, 'request' | 'read'>,
  { version, feature, expression, segment, value }: Draft,
): ReplayRequest | null {
  if (!read || version === null || feature === '' || expression.trim() === '') return null;
  if (segment !== '' && value.trim() === '') return null;
  const where: Filter[] = segment === '' ? [] : [{ key: segment, operator: '=', values: [value.trim()] }];
  const { model, filters, asOf } = request;
  return {
    model,
    from: new Date(read.window.from).toISOString(),
    to: new Date(read.window.to).toISOString(),
    versions: [version],
    repairs: [{ feature, expression: expression.trim(), ...(where.length > 0 && { where }) }],
    ...(filters && { filters }),
    ...(asOf !== undefined && { asOf }),
  };
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    marginBottom: theme.spacing(2),
    padding: theme.spacing(1.5, 2),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  heading: css({ fontSize: theme.typography.h5.fontSize }),
  fields: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: theme.spacing(0, 1.5) }),
});
