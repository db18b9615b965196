import { css, cx } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { Icon, LinkButton, useStyles2 } from '@grafana/ui';
import { type Finding, type Investigation, type ReplayRequest } from '@modelwatch/collector/contract';
import React from 'react';
import { type CollectorClient } from '../collector';
import { describeFinding, KIND_IN_WORDS, repairInWords, timeFrom } from './describeFinding';
import { exploreUrl } from '../links';
import { RepairReplay } from './RepairReplay';
import { SampleRows } from './SampleRows';

export interface FindingProps {
  finding: Finding;
  investigation: Investigation;
  client: CollectorClient;
  dataSourceUid: string;
  /** The replay of its repair; null where there is none. */
  replay: ReplayRequest | null;
  mayStart: boolean;
  /** The feature that the link pointed at. */
  isAskedAbout: boolean;
}

/** One finding: its sentence, its facts, what else happened, and what would repair it. */
export function FindingCard(props: FindingProps): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { finding, investigation, client, dataSourceUid, isAskedAbout } = props;
  const { rank, kind, level, title } = finding;
  const headingId = `finding-${rank}`;
  return (
    <article className={styles.card} aria-labelledby={headingId}>
      <header className={styles.head}>
        <span className={cx(styles.level, styles[level])}>
          <Icon name={level === 'note' ? 'info-circle' : 'exclamation-triangle'} aria-hidden /> {level}
        </span>
        <span className={styles.kind}>
          {rank}. {KIND_IN_WORDS[kind]}
          {isAskedAbout && ' · the feature of the link'}
        </span>
      </header>
      <h3 id={headingId} className={styles.title}>
        {title}
      </h3>
      <dl className={styles.facts}>
        {describeFinding(finding).map(({ term, text }) => (
          <Fact key={term} term={term}>
            {text}
          </Fact>
        ))}
        <Fact term="What else happened">
          <Changes changes={finding.changes} />
        </Fact>
        {finding.causes.length > 0 && <Fact term="Explains">findings {finding.causes.join(', ')}</Fact>}
        {finding.repairs.length > 0 && (
          <Fact term="Repair">
            <Repair {...props} />
          </Fact>
        )}
      </dl>
      <LinkButton
        size="sm"
        variant="secondary"
        fill="text"
        icon="compass"
        href={exploreUrl(finding.evidence, dataSourceUid)}
        aria-label={`Evidence in Explore: finding ${rank}`}
      >
        Evidence in Explore
      </LinkButton>
      <SampleRows client={client} investigation={investigation} finding={finding} />
    </article>
  );
}

function Fact({ term, children }: { term: string; children: React.ReactNode }): React.JSX.Element {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Changes({ changes }: Pick<Finding, 'changes'>): React.JSX.Element {
  if (changes.length === 0) return <>no change was recorded near its beginning</>;
  return (
    <ul>
      {changes.map(({ ts, change, text, version, secondsBefore }) => (
        <li key={`${ts} ${text}`}>
          {text} ({[change, version].filter(Boolean).join(' ')}, {dateTimeFormat(ts)},{' '}
          {timeFrom(secondsBefore)})
        </li>
      ))}
    </ul>
  );
}

function Repair({ finding, client, replay, mayStart }: FindingProps): React.JSX.Element {
  const words = finding.repairs.map(repairInWords);
  return (
    <>
      {words.map((text) => (
        <div key={text}>
          <code>{text}</code>
        </div>
      ))}
      {replay ? (
        <RepairReplay client={client} request={replay} mayStart={mayStart} label={words.join('; ')} />
      ) : (
        <p>No version is in production, so there is nothing to replay with.</p>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    marginBottom: theme.spacing(2),
    padding: theme.spacing(2),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  head: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 1.5) }),
  kind: css({ color: theme.colors.text.secondary }),
  level: css({ fontWeight: theme.typography.fontWeightMedium }),
  critical: css({ color: theme.colors.error.text }),
  warning: css({ color: theme.colors.warning.text }),
  note: css({ color: theme.colors.text.secondary }),
  title: css({ fontSize: theme.typography.h4.fontSize, margin: theme.spacing(0.5, 0, 1) }),
  facts: css({
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0.5, 2),
    marginBottom: theme.spacing(1),
    '& dt': { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
    '& ul': { listStyle: 'none' },
    [theme.breakpoints.down('sm')]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
      '& dd': { marginBottom: theme.spacing(1) },
    },
  }),
});
