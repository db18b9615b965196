import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, Field, Input, TextArea, useStyles2 } from '@grafana/ui';
import { checklistOf, type Postmortem, type PostmortemText } from '@modelwatch/collector/contract';
import React, { useState } from 'react';
import { type CollectorClient, messageOf } from '../collector';
import { Actions } from './Actions';
import { Checklist } from './Checklist';
import { Evidence } from './Evidence';
import { Exports } from './Exports';
import { Timeline } from './Timeline';

interface Props {
  client: CollectorClient;
  dataSourceUid: string;
  postmortem: Postmortem;
  mayChange: boolean;
  onSaved: (saved: Postmortem) => void;
  onReload: () => void;
}

type Prose = 'impact' | 'detection' | 'cause' | 'resolution' | 'dataSets' | 'telemetry';

const PARTS: { name: Prose; label: string; description: string }[] = [
  { name: 'impact', label: 'Impact', description: 'Who was touched, and how much' },
  { name: 'detection', label: 'Detection', description: 'How it was noticed, and how long after the onset' },
  { name: 'cause', label: 'Cause', description: 'Why it happened' },
  { name: 'resolution', label: 'Resolution', description: 'What ended it' },
  {
    name: 'dataSets',
    label: 'Data sets',
    description: 'What the versions learned from, beyond the digests below',
  },
  {
    name: 'telemetry',
    label: 'Telemetry captured',
    description: 'What was logged of it, and what was missing to understand it sooner',
  },
];

/** The whole postmortem: what people write above, what was frozen below. */
export function PostmortemEditor(props: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { client, dataSourceUid, postmortem, mayChange, onSaved, onReload } = props;
  const [text, setText] = useState(postmortem.text);
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const isChanged = JSON.stringify(text) !== JSON.stringify(postmortem.text);
  const change = (part: Partial<PostmortemText>): void => setText((before) => ({ ...before, ...part }));
  const save = async (whole: PostmortemText): Promise<void> => {
    setSaving(true);
    setProblem(null);
    try {
      const saved = await client.changePostmortem(postmortem.id, {
        revision: postmortem.revision,
        text: whole,
      });
      setText(saved.text);
      onSaved(saved);
    } catch (error) {
      setProblem(messageOf(error));
    }
    setSaving(false);
  };
  const isClosed = text.state === 'closed';
  const checklist = checklistOf({ text, frozen: postmortem.frozen });
  return (
    <div className={styles.page}>
      <p className={styles.about}>{describe(postmortem)}</p>
      <Field label="Title" htmlFor="postmortem-title">
        <Input
          id="postmortem-title"
          value={text.title}
          disabled={!mayChange}
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
      </Field>
      <Checklist items={checklist} />
      {PARTS.map(({ name, label, description }) => (
        <Field key={name} label={label} description={description} htmlFor={`postmortem-${name}`}>
          <TextArea
            id={`postmortem-${name}`}
            rows={3}
            value={text[name]}
            disabled={!mayChange}
            onChange={(event) => change({ [name]: event.currentTarget.value })}
          />
        </Field>
      ))}
      <Timeline
        facts={postmortem.frozen.timeline}
        written={text.timeline}
        mayChange={mayChange}
        onChange={(timeline) => change({ timeline })}
      />
      <Actions
        actions={text.actions}
        kept={postmortem.text.actions}
        mayChange={mayChange}
        onChange={(actions) => change({ actions })}
      />
      {problem !== null && (
        <Alert title="It was not saved">
          <p>{problem}</p>
          <Button size="sm" variant="secondary" onClick={onReload}>
            Load it again (what is written here is lost)
          </Button>
        </Alert>
      )}
      {mayChange ? (
        <div className={styles.bar}>
          <Button disabled={isSaving || !isChanged} onClick={() => void save(text)}>
            Save
          </Button>
          <Button
            variant="secondary"
            disabled={isSaving}
            onClick={() => void save({ ...text, state: isClosed ? 'draft' : 'closed' })}
          >
            {isClosed ? 'Open it again' : 'Close the postmortem'}
          </Button>
          <span role="status" className={styles.quiet}>
            {isSaving ? 'Saving' : isChanged ? 'Not saved yet' : 'Saved'}
          </span>
        </div>
      ) : (
        <p className={styles.quiet}>Editors can write into it.</p>
      )}
      <Exports client={client} id={postmortem.id} isChanged={isChanged} />
      <Evidence client={client} dataSourceUid={dataSourceUid} postmortem={postmortem} mayChange={mayChange} />
    </div>
  );
}

function describe({ model, frozen, text, createdAt, createdBy, updatedAt, updatedBy }: Postmortem): string {
  const by = (who: string | null): string => (who === null ? '' : ` by ${who}`);
  return [
    `${model}, ${dateTimeFormat(frozen.data.from)} to ${dateTimeFormat(frozen.data.to)}`,
    text.state,
    `begun ${dateTimeFormat(createdAt)}${by(createdBy)}`,
    `last changed ${dateTimeFormat(updatedAt)}${by(updatedBy)}`,
  ].join(' · ');
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ maxWidth: 960 }),
  about: css({ color: theme.colors.text.secondary }),
  quiet: css({ color: theme.colors.text.secondary }),
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    position: 'sticky',
    bottom: 0,
    zIndex: 1,
    padding: theme.spacing(1, 0),
    background: theme.colors.background.canvas,
    borderTop: `1px solid ${theme.colors.border.weak}`,
  }),
});
