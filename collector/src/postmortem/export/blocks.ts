import {
  checklistOf,
  type Finding,
  type FrozenEvidence,
  type FrozenFigure,
  type Postmortem,
} from '../../contract';
import { count, moment, numberInWords, repairInWords, whereInWords } from './words';

/** A document in parts that Markdown and HTML both have. */
export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'fact'; text: string }
  | { kind: 'prose'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'table'; head: string[]; rows: string[][] }
  | { kind: 'figure'; figure: FrozenFigure };

const NOT_WRITTEN = 'Not written yet.';

/** The whole postmortem, what is not written yet included: an export says what is missing. */
export function blocksOf(postmortem: Postmortem): Block[] {
  const { text, frozen, investigation } = postmortem;
  const prose = (heading: string, written: string): Block[] => [
    { kind: 'heading', text: heading },
    written.trim() === '' ? { kind: 'fact', text: NOT_WRITTEN } : { kind: 'prose', text: written },
  ];
  return [
    { kind: 'fact', text: aboutOf(postmortem) },
    ...prose('Impact', text.impact),
    ...prose('Detection', text.detection),
    ...prose('Cause', text.cause),
    ...prose('Resolution', text.resolution),
    { kind: 'heading', text: 'Timeline' },
    timelineTable(postmortem),
    { kind: 'heading', text: 'Findings' },
    { kind: 'fact', text: investigation.summary },
    { kind: 'list', items: investigation.findings.map(findingInWords) },
    ...replayBlocks(frozen),
    { kind: 'heading', text: 'Figures' },
    { kind: 'fact', text: `Labels that arrived after ${moment(frozen.asOf)} are in none of them.` },
    ...frozen.figures.map((figure): Block => ({ kind: 'figure', figure })),
    { kind: 'heading', text: 'What the figures rest on' },
    ...versionBlocks(frozen),
    ...prose('Data sets', text.dataSets),
    ...prose('Telemetry captured', text.telemetry),
    { kind: 'heading', text: 'Checklist' },
    {
      kind: 'list',
      items: checklistOf(postmortem).map(
        ({ name, isDone, text: why }) => `${isDone ? '✓' : '✗'} ${name}: ${why}`,
      ),
    },
    { kind: 'heading', text: 'Actions' },
    ...actionBlocks(postmortem),
  ];
}

function aboutOf({
  model,
  text,
  createdAt,
  createdBy,
  updatedAt,
  updatedBy,
  frozen,
  id,
}: Postmortem): string {
  const { from, to } = frozen.data;
  const by = (who: string | null): string => (who === null ? '' : ` by ${who}`);
  return (
    `Model ${model}, ${moment(from)} to ${moment(to)}. Postmortem ${id}, ${text.state}, ` +
    `begun ${moment(createdAt)}${by(createdBy)}, last changed ${moment(updatedAt)}${by(updatedBy)}.`
  );
}

function timelineTable({ frozen, text }: Postmortem): Block {
  const rows = [
    ...frozen.timeline.map(({ ts, kind, text: what }) => ({ ts, kind, what })),
    ...text.timeline.map(({ ts, text: what }) => ({ ts, kind: 'written', what })),
  ].sort((a, b) => a.ts - b.ts);
  return {
    kind: 'table',
    head: ['When', 'Kind', 'What'],
    rows: rows.map(({ ts, kind, what }) => [moment(ts), kind, what]),
  };
}

function findingInWords({ rank, level, title, where, predictions, score, repairs }: Finding): string {
  const parts = [
    `${rank}. ${title}`,
    `${level}${where.length > 0 ? `, where ${whereInWords(where)}` : ''}`,
    `${count(predictions.changed)} of ${count(predictions.inSegment)} predictions`,
    score.after === null
      ? ''
      : `mean score ${numberInWords(score.after)}, ${numberInWords(score.before)} before`,
    repairs.length > 0 ? `repair: ${repairs.map(repairInWords).join('; ')}` : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function replayBlocks({ replays }: FrozenEvidence): Block[] {
  if (replays.length === 0) return [];
  const rows = replays.flatMap(({ id, request, logged, results }) => [
    ...(logged
      ? [
          [
            id,
            'as served',
            numberInWords(logged.rocAuc, logged.rocAucInterval),
            numberInWords(logged.accuracy),
            count(logged.n),
            '',
          ],
        ]
      : []),
    ...results.map(({ version, repaired, performance }) => [
      id,
      `${version}, ${repaired ? `with ${(request.repairs ?? []).map(repairInWords).join('; ')}` : 'as logged'}`,
      numberInWords(performance.rocAuc, performance.rocAucInterval),
      numberInWords(performance.accuracy, performance.accuracyInterval),
      count(performance.n),
      `${request.from} to ${request.to}`,
    ]),
  ]);
  return [
    { kind: 'heading', text: 'Replays' },
    { kind: 'table', head: ['Run', 'Version', 'ROC AUC', 'Accuracy', 'Labelled', 'Window'], rows },
  ];
}

function versionBlocks({ collector, production, versions, data }: FrozenEvidence): Block[] {
  const short = (digest: string | null | undefined): string => digest ?? 'none';
  return [
    {
      kind: 'list',
      items: [
        `Collector ${collector}; version in production: ${production ?? 'none'}; schema ${data.schema}.`,
        `${count(data.rows)} predictions from ${moment(data.from)} to ${moment(data.to)}` +
          (data.digest === null
            ? '; too many for a digest.'
            : `, ${count(data.labelled)} labelled, SHA-256 ${data.digest}.`),
      ],
    },
    {
      kind: 'table',
      head: ['Version', 'Model file (SHA-256)', 'Baseline (SHA-256)', 'Rows of the baseline'],
      rows: versions.map(({ version, digest, baseline }) => [
        version,
        short(digest),
        short(baseline?.digest),
        baseline ? count(baseline.rows) : '',
      ]),
    },
  ];
}

function actionBlocks({ text: { actions } }: Postmortem): Block[] {
  if (actions.length === 0) return [{ kind: 'fact', text: 'None yet.' }];
  return [
    {
      kind: 'table',
      head: ['State', 'Area', 'Action', 'Owner', 'Evidence'],
      rows: actions.map(({ state, area, text, owner, evidence }) => [
        state,
        area,
        text,
        owner || 'nobody yet',
        evidence,
      ]),
    },
  ];
}
