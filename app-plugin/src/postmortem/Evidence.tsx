import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, Icon, useStyles2 } from '@grafana/ui';
import { type Postmortem, type PostmortemVerification } from '@modelwatch/collector/contract';
import React, { useState } from 'react';
import { type CollectorClient, messageOf } from '../collector';
import { exploreUrl, investigationUrl } from '../links';

interface Props {
  client: CollectorClient;
  dataSourceUid: string;
  postmortem: Postmortem;
  mayChange: boolean;
}

/** What the figures rest on, frozen when the postmortem was begun, and whether they still come out the same. */
export function Evidence({ client, dataSourceUid, postmortem, mayChange }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { frozen, investigation } = postmortem;
  return (
    <section aria-labelledby="evidence" className={styles.section}>
      <h3 id="evidence">Evidence</h3>
      <p className={styles.quiet}>
        Frozen {dateTimeFormat(frozen.asOf)} by collector {frozen.collector}:{' '}
        {frozen.data.rows.toLocaleString('en')} predictions, {frozen.data.labelled.toLocaleString('en')} with
        their label. Labels that came later are in no figure.{' '}
        <a className={styles.link} href={investigationUrl(investigation)}>
          The investigation
        </a>
      </p>
      <ul>
        {frozen.figures.map(({ title, query, range, error }) => (
          <li key={title}>
            <a className={styles.link} href={exploreUrl({ query, range }, dataSourceUid)}>
              {title}
            </a>
            {error !== null && <span className={styles.quiet}> {error}</span>}
          </li>
        ))}
      </ul>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="Digests">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">SHA-256</th>
            </tr>
          </thead>
          <tbody>
            <Digest name="Predictions and labels of the window" digest={frozen.data.digest} />
            {frozen.versions.map(({ version, digest, baseline }) => (
              <React.Fragment key={version}>
                <Digest
                  name={`Model ${version}${version === frozen.production ? ' (in production)' : ''}`}
                  digest={digest}
                />
                {baseline && <Digest name={`Baseline of ${version}`} digest={baseline.digest} />}
              </React.Fragment>
            ))}
          </tbody>
        </table>
      </div>
      {mayChange && <Verify client={client} id={postmortem.id} />}
    </section>
  );
}

function Digest({ name, digest }: { name: string; digest: string | null }): React.JSX.Element {
  return (
    <tr>
      <td>{name}</td>
      <td>{digest === null ? 'none' : <code title={digest}>{digest.slice(0, 16)}…</code>}</td>
    </tr>
  );
}

function Verify({ client, id }: { client: CollectorClient; id: string }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [told, setTold] = useState<PostmortemVerification | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const verify = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      setTold(await client.verifyPostmortem(id));
    } catch (error) {
      setProblem(messageOf(error));
    }
    setBusy(false);
  };
  return (
    <>
      <Button size="sm" variant="secondary" icon="sync" disabled={isBusy} onClick={() => void verify()}>
        {isBusy ? 'Drawing the figures again' : 'Draw the figures again and compare'}
      </Button>
      {problem !== null && <Alert title="They were not drawn again">{problem}</Alert>}
      {told && (
        <ul className={styles.parts} aria-label="Comparison with what was frozen">
          {told.parts.map(({ part, isSame, text }) => (
            <li key={part}>
              <Icon
                name={isSame ? 'check-circle' : 'exclamation-triangle'}
                className={isSame ? styles.same : styles.other}
                title={isSame ? 'the same' : 'differs'}
              />{' '}
              {part}: {text}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({ marginTop: theme.spacing(3), '& ul': { paddingLeft: theme.spacing(2.5) } }),
  quiet: css({ color: theme.colors.text.secondary }),
  scroll: css({ overflowX: 'auto', marginBottom: theme.spacing(1.5) }),
  table: css({ '& th, & td': { padding: theme.spacing(0.5, 3, 0.5, 0), textAlign: 'left' } }),
  parts: css({ listStyle: 'none', margin: theme.spacing(1, 0), padding: '0 !important' }),
  link: css({
    display: 'inline-block',
    padding: theme.spacing(0.25, 0),
    color: theme.colors.text.link,
    textDecoration: 'underline',
  }),
  same: css({ color: theme.colors.success.text }),
  other: css({ color: theme.colors.warning.text }),
});
