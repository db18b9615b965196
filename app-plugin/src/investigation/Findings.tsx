import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, useStyles2 } from '@grafana/ui';
import { type Investigation } from '@modelwatch/collector/contract';
import React from 'react';
import { type CollectorClient } from '../collector';
import { StartPostmortem } from '../postmortem';
import { ChooseBaseline } from './ChooseBaseline';
import { count, whereInWords } from './describeFinding';
import { FindingCard } from './FindingCard';
import { OwnRepair } from './OwnRepair';
import { planReplay } from './planReplay';
import { type Question } from './readQuestion';
import { type Investigated } from './runInvestigation';
import { warnOfRows } from './warnOfRows';

interface Props extends Investigated {
  client: CollectorClient;
  dataSourceUid: string;
  question: Question;
  mayStart: boolean;
  onAgain: () => void;
}

/** What an investigation came to, and on how much it rests. */
export function Findings(props: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { investigation, model, question, mayStart, onAgain } = props;
  const warning = warnOfRows(investigation, model.spec);
  return (
    <>
      <div className={styles.bar}>
        <p className={styles.about}>{describeRead(investigation)}</p>
        <div className={styles.actions}>
          <ChooseBaseline model={model} used={investigation.read?.baseline ?? null} mayChange={mayStart} />
          {mayStart && (
            <>
              <Button size="sm" variant="secondary" icon="sync" onClick={onAgain}>
                Look again
              </Button>
              {investigation.state === 'done' && (
                <StartPostmortem client={props.client} investigation={investigation.id} />
              )}
            </>
          )}
        </div>
      </div>
      {investigation.state === 'failed' ? (
        <Alert severity="warning" title="This window could not be investigated">
          {investigation.error}
        </Alert>
      ) : (
        <>
          {warning !== null && (
            <Alert severity="warning" title="Little to go by">
              {warning}
            </Alert>
          )}
          <Answer {...props} />
          {mayStart && <OwnRepair client={props.client} investigation={investigation} model={model} />}
        </>
      )}
      {question.feature !== null && <Asked investigation={investigation} feature={question.feature} />}
    </>
  );
}

function Answer({ investigation, model, ...rest }: Props): React.JSX.Element {
  const { findings, summary } = investigation;
  const isQuiet = findings.every(({ level }) => level === 'note');
  return (
    <section aria-label="Findings">
      {isQuiet && (
        <Alert severity="success" title="Nothing to act on">
          {summary}
        </Alert>
      )}
      {findings.map((finding) => (
        <FindingCard
          key={finding.rank}
          finding={finding}
          investigation={investigation}
          client={rest.client}
          dataSourceUid={rest.dataSourceUid}
          mayStart={rest.mayStart}
          replay={planReplay(investigation, finding, model.production)}
          isAskedAbout={finding.feature !== null && finding.feature === rest.question.feature}
        />
      ))}
    </section>
  );
}

function Asked({
  investigation,
  feature,
}: {
  investigation: Investigation;
  feature: string;
}): React.ReactNode {
  if (investigation.state === 'failed') return null;
  if (investigation.findings.some((finding) => finding.feature === feature)) return null;
  return <p>No finding is about {feature}, the feature of the link.</p>;
}

function describeRead({ request, read, createdAt }: Investigation): string {
  const filters = whereInWords(request.filters ?? []);
  const window = `${dateTimeFormat(Date.parse(request.from))} to ${dateTimeFormat(Date.parse(request.to))}`;
  const rows = read
    ? `: ${count(read.window.rows)} predictions beside ${count(read.before.rows)} since ${dateTimeFormat(read.before.from)}`
    : '';
  const looked = `, looked at ${dateTimeFormat(createdAt)}`;
  return `${request.model}${filters ? ` where ${filters}` : ''}, ${window}${rows}${looked}.`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  }),
  actions: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  about: css({ color: theme.colors.text.secondary, margin: 0 }),
});
