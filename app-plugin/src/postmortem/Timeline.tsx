import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { Button, Field, IconButton, Input, useStyles2 } from '@grafana/ui';
import { parseTime, type PostmortemText, type TimelineFact } from '@modelwatch/collector/contract';
import React, { useState } from 'react';

type Written = PostmortemText['timeline'];

interface Props {
  facts: TimelineFact[];
  written: Written;
  mayChange: boolean;
  onChange: (written: Written) => void;
}

/** What is known of the order of events, and what people add: alerts, calls, decisions. */
export function Timeline({ facts, written, mayChange, onChange }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const rows = [
    ...facts.map((fact) => ({ ...fact, own: -1 })),
    ...written.map((entry, own) => ({ ...entry, kind: 'written', own })),
  ].sort((a, b) => a.ts - b.ts);
  return (
    <section aria-labelledby="timeline">
      <h3 id="timeline">Timeline</h3>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="Events in order of time">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Kind</th>
              <th scope="col">What</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ ts, kind, text, own }) => (
              <tr key={`${ts} ${kind} ${text}`}>
                <td className={styles.when}>{dateTimeFormat(ts)}</td>
                <td>{kind}</td>
                <td>
                  {text}{' '}
                  {own >= 0 && mayChange && (
                    <IconButton
                      name="trash-alt"
                      size="sm"
                      tooltip="Remove this entry"
                      onClick={() => onChange(written.filter((_, index) => index !== own))}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {mayChange && <Add onAdd={(entry) => onChange([...written, entry])} />}
    </section>
  );
}

function Add({ onAdd }: { onAdd: (entry: Written[number]) => void }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [when, setWhen] = useState('');
  const [text, setText] = useState('');
  const ts = parseTime(when.trim());
  const isTime = !Number.isNaN(ts);
  return (
    <div className={styles.add}>
      <Field
        label="When"
        htmlFor="timeline-when"
        invalid={when !== '' && !isTime}
        error="Write it with its offset: 2026-10-15T16:48:00Z"
      >
        <Input
          id="timeline-when"
          width={28}
          placeholder="2026-10-15T16:48:00Z"
          value={when}
          onChange={(event) => setWhen(event.currentTarget.value)}
        />
      </Field>
      <Field label="What happened" htmlFor="timeline-text" className={styles.what}>
        <Input id="timeline-text" value={text} onChange={(event) => setText(event.currentTarget.value)} />
      </Field>
      <Button
        variant="secondary"
        icon="plus"
        disabled={!isTime || text.trim() === ''}
        onClick={() => {
          onAdd({ ts, text: text.trim() });
          setWhen('');
          setText('');
        }}
      >
        Add
      </Button>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflowX: 'auto', marginBottom: theme.spacing(1.5) }),
  table: css({
    width: '100%',
    '& th, & td': { padding: theme.spacing(0.5, 2, 0.5, 0), textAlign: 'left', verticalAlign: 'top' },
    '& thead th': { color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize },
    '& tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
  when: css({
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
    [theme.breakpoints.down('sm')]: { whiteSpace: 'normal' },
  }),
  add: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: theme.spacing(0, 1.5),
    marginBottom: theme.spacing(2),
    '& button': { marginBottom: theme.spacing(2) },
  }),
  what: css({ flexGrow: 1 }),
});
