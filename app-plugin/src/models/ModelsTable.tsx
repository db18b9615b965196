import { css } from '@emotion/css';
import { dateTime, type GrafanaTheme2, locationUtil } from '@grafana/data';
import { LinkButton, useStyles2 } from '@grafana/ui';
import React from 'react';
import { type ObjectiveStatus } from './judgeObjective';
import { type ModelOverview } from './loadOverview';
import { VerdictLabel } from './VerdictLabel';

const DASHBOARD_UID = 'modelwatch-on-call';

interface Props {
  models: ModelOverview[];
  dataSourceUid: string;
}

/** A group of rows a model: what it is, then its objectives. */
export function ModelsTable({ models, dataSourceUid }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Models and their objectives">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Objective</th>
            <th scope="col" className={styles.number}>
              Value
            </th>
            <th scope="col">Target</th>
            <th scope="col">Window</th>
            <th scope="col">Verdict</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        {models.map(({ model, objectives }) => (
          <tbody key={model.spec.model}>
            <tr>
              <th scope="rowgroup" colSpan={6} className={styles.model}>
                <div className={styles.modelLine}>
                  <span className={styles.name}>{model.spec.title ?? model.spec.model}</span>
                  <span className={styles.about}>{describeModel({ model, objectives })}</span>
                  <LinkButton
                    size="sm"
                    variant="secondary"
                    icon="apps"
                    href={dashboardUrl(model.spec.model, dataSourceUid)}
                    aria-label={`Dashboard of ${model.spec.title ?? model.spec.model}`}
                  >
                    Dashboard
                  </LinkButton>
                </div>
              </th>
            </tr>
            {objectives.length === 0 && (
              <tr>
                <td colSpan={6} className={styles.none}>
                  No objectives yet. Add them to the model (“objectives”: measure, target, window) and apply
                  it with “modelwatch model apply FILE”.
                </td>
              </tr>
            )}
            {objectives.map((status, index) => (
              <ObjectiveRow key={index} status={status} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function ObjectiveRow({ status }: { status: ObjectiveStatus }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <tr>
      <td>{status.title}</td>
      <td className={styles.number}>{status.value ?? '–'}</td>
      <td className={styles.nowrap}>{status.target}</td>
      <td className={styles.nowrap}>{status.window}</td>
      <td>
        <VerdictLabel verdict={status.verdict} />
      </td>
      <td className={styles.why}>{status.reason}</td>
    </tr>
  );
}

/** Kind of model, what runs, when it was last asked, and who answers for it. */
export function describeModel({ model }: ModelOverview): string {
  const { spec, production, timeRange } = model;
  return [
    spec.task,
    production === null ? 'no version in production' : `${production} in production`,
    timeRange ? `last prediction ${dateTime(timeRange.to).fromNow()}` : 'no predictions yet',
    spec.tier,
    spec.owner,
  ]
    .filter(Boolean)
    .join(' · ');
}

export function dashboardUrl(model: string, dataSourceUid: string): string {
  const variables = new URLSearchParams({ 'var-model': model, 'var-datasource': dataSourceUid });
  return locationUtil.assureBaseUrl(`/d/${DASHBOARD_UID}?${variables}`);
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({
    overflowX: 'auto',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  table: css({
    width: '100%',
    minWidth: 640,
    '& th, & td': { padding: theme.spacing(1, 1.5), textAlign: 'left', verticalAlign: 'baseline' },
    '& thead th': {
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      fontWeight: theme.typography.fontWeightMedium,
    },
    '& tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
  model: css({
    background: theme.colors.background.secondary,
    fontWeight: theme.typography.fontWeightRegular,
  }),
  modelLine: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1.5) }),
  name: css({ fontSize: theme.typography.h5.fontSize, fontWeight: theme.typography.fontWeightMedium }),
  about: css({
    flexGrow: 1,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  number: css({
    textAlign: 'right !important' as 'right',
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  }),
  nowrap: css({ whiteSpace: 'nowrap' }),
  why: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  none: css({ color: theme.colors.text.secondary }),
});
