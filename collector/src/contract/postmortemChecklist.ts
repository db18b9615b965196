import type { ActionArea, Postmortem, PostmortemText } from './postmortem';

export interface ChecklistItem {
  name: string;
  isDone: boolean;
  /** What is there, or what is missing. */
  text: string;
}

const PREVENTIVE: readonly (readonly [area: ActionArea, name: string, what: string])[] = [
  ['lineage', 'Preventive action: lineage', 'where data and features come from'],
  ['tests', 'Preventive action: tests', 'what would have caught it before it was served'],
  ['monitoring', 'Preventive action: monitoring', 'what would have shown it sooner'],
];

/** What a postmortem of a model must hold before it is closed. */
export function checklistOf({ text, frozen }: Pick<Postmortem, 'text' | 'frozen'>): ChecklistItem[] {
  const { versions } = frozen;
  const baselines = versions.filter(({ baseline }) => baseline !== null).length;
  return [
    written('Impact', text.impact),
    written('Detection', text.detection),
    written('Cause', text.cause),
    written('Resolution', text.resolution),
    {
      name: 'Model versions',
      isDone: versions.length > 0,
      text: versions.length > 0 ? `${versions.length} frozen by digest` : 'no version was registered',
    },
    {
      name: 'Data set versions',
      isDone: baselines > 0 || isWritten(text.dataSets),
      text:
        baselines > 0
          ? `${count(baselines, 'baseline')} frozen by digest`
          : 'no baseline is registered: write which data sets the versions learned from',
    },
    written('Telemetry captured', text.telemetry),
    ...PREVENTIVE.map(([area, name, what]) => preventive(text, area, name, what)),
    closing(text),
  ];
}

const isWritten = (prose: string): boolean => prose.trim() !== '';

const written = (name: string, prose: string): ChecklistItem => ({
  name,
  isDone: isWritten(prose),
  text: isWritten(prose) ? 'written' : 'not written yet',
});

function preventive(
  { actions }: PostmortemText,
  area: ActionArea,
  name: string,
  what: string,
): ChecklistItem {
  const own = actions.filter((action) => action.area === area);
  const isDone = own.length > 0;
  return { name, isDone, text: isDone ? count(own.length, 'action') : `none yet: ${what}` };
}

function closing({ actions }: PostmortemText): ChecklistItem {
  const open = actions.filter(({ state }) => state === 'open');
  const unowned = open.filter(({ owner }) => owner.trim() === '').length;
  if (actions.length === 0) {
    return { name: 'Actions closed with evidence', isDone: false, text: 'no action yet' };
  }
  const text =
    open.length === 0
      ? `${count(actions.length, 'action')} closed with evidence`
      : `${open.length} of ${count(actions.length, 'action')} open${unowned > 0 ? `, ${unowned} without an owner` : ''}`;
  return { name: 'Actions closed with evidence', isDone: open.length === 0, text };
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
