import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, Checkbox, Field, Input, RadioButtonGroup, TextArea, useStyles2 } from '@grafana/ui';
import { ACTION_AREAS, type ActionArea, type PostmortemAction } from '@modelwatch/collector/contract';
import React from 'react';

interface Props {
  actions: PostmortemAction[];
  /** As they are saved: those cannot be removed any more. */
  kept: PostmortemAction[];
  mayChange: boolean;
  onChange: (actions: PostmortemAction[]) => void;
}

const AREAS = ACTION_AREAS.map((area) => ({ value: area, label: area }));

/** What is done so that it does not come again: an owner each, and evidence when it is closed. */
export function Actions({ actions, kept, mayChange, onChange }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const put = (id: string, part: Partial<PostmortemAction>): void =>
    onChange(actions.map((one) => (one.id === id ? { ...one, ...part } : one)));
  const add = (area: ActionArea): void =>
    onChange([...actions, { id: newId(actions), area, text: '', owner: '', state: 'open', evidence: '' }]);
  const isKept = (id: string): boolean => kept.some((one) => one.id === id);
  return (
    <section aria-labelledby="actions">
      <h3 id="actions">Actions</h3>
      {actions.length === 0 && (
        <p className={styles.quiet}>None yet. Lineage, tests and monitoring each need one.</p>
      )}
      {actions.map((action, index) => (
        <Action
          key={action.id}
          action={action}
          number={index + 1}
          mayChange={mayChange}
          onChange={(part) => put(action.id, part)}
          onRemove={isKept(action.id) ? null : () => onChange(actions.filter(({ id }) => id !== action.id))}
        />
      ))}
      {mayChange && (
        <div className={styles.row}>
          {ACTION_AREAS.map((area) => (
            <Button key={area} size="sm" variant="secondary" icon="plus" onClick={() => add(area)}>
              Action: {area}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}

interface ActionProps {
  action: PostmortemAction;
  number: number;
  mayChange: boolean;
  onChange: (part: Partial<PostmortemAction>) => void;
  onRemove: (() => void) | null;
}

function Action({ action, number, mayChange, onChange, onRemove }: ActionProps): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { id, area, text, owner, state, evidence } = action;
  const lacks = owner.trim() === '' || evidence.trim() === '';
  const field = (name: string): string => `action-${id}-${name}`;
  return (
    <fieldset className={styles.action} aria-label={`Action ${number}`}>
      <div className={styles.row}>
        <RadioButtonGroup
          size="sm"
          options={AREAS}
          value={area}
          disabled={!mayChange}
          onChange={(chosen) => onChange({ area: chosen })}
          aria-label={`Area of action ${number}`}
        />
        <Checkbox
          label="Closed"
          value={state === 'closed'}
          disabled={!mayChange || (state === 'open' && lacks)}
          description={state === 'open' && lacks ? 'Needs an owner and evidence' : undefined}
          onChange={(event) => onChange({ state: event.currentTarget.checked ? 'closed' : 'open' })}
        />
        {mayChange && onRemove && (
          <Button size="sm" variant="secondary" fill="text" icon="trash-alt" onClick={onRemove}>
            Remove
          </Button>
        )}
      </div>
      <Field label="What is done" htmlFor={field('text')} className={styles.field}>
        <Input
          id={field('text')}
          value={text}
          disabled={!mayChange}
          onChange={(event) => onChange({ text: event.currentTarget.value })}
        />
      </Field>
      <div className={styles.pair}>
        <Field label="Owner" htmlFor={field('owner')} className={styles.field}>
          <Input
            id={field('owner')}
            value={owner}
            disabled={!mayChange}
            onChange={(event) => onChange({ owner: event.currentTarget.value })}
          />
        </Field>
        <Field label="Closing evidence" htmlFor={field('evidence')} className={styles.field}>
          <TextArea
            id={field('evidence')}
            rows={1}
            value={evidence}
            disabled={!mayChange}
            placeholder="What shows that it is done, or why it is not"
            onChange={(event) => onChange({ evidence: event.currentTarget.value })}
          />
        </Field>
      </div>
    </fieldset>
  );
}

/** The least number that is free: ids are of one postmortem. */
function newId(actions: PostmortemAction[]): string {
  const known = new Set(actions.map(({ id }) => id));
  let number = actions.length + 1;
  while (known.has(String(number))) number++;
  return String(number);
}

const getStyles = (theme: GrafanaTheme2) => ({
  quiet: css({ color: theme.colors.text.secondary }),
  row: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1, 2) }),
  action: css({
    margin: theme.spacing(0, 0, 1.5),
    padding: theme.spacing(1.5, 2),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  pair: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 2fr)',
    gap: theme.spacing(0, 2),
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  field: css({ marginTop: theme.spacing(1), marginBottom: 0 }),
});
