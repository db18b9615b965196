import { DISTRIBUTION_FIELDS, type FrameJson } from '../../contract';
import { escapeHtml } from './escapeHtml';
import { moment } from './words';

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [900, 260, 64, 40, 12];
const MOST_LINES = 2;
const MOST_BARS = 24;

const round = (value: number): string => value.toFixed(1);
/** Four digits that tell, of a value of any size. */
const label = (value: number): string => String(Number(value.toPrecision(4)));

/** A frozen frame as a picture: bars beside the baseline's for a distribution, else lines over time. */
export function drawFigure(frame: FrameJson): string {
  const names = frame.schema.fields.map(({ name }) => name);
  const isDistribution = names.includes(DISTRIBUTION_FIELDS.baselineShare);
  return isDistribution ? drawBars(frame) : drawLines(frame);
}

function drawLines({ schema, data }: FrameJson): string {
  const timeAt = schema.fields.findIndex(({ type }) => type === 'time');
  const lines = schema.fields
    .flatMap(({ type }, index) => (type === 'number' ? [index] : []))
    .slice(0, MOST_LINES);
  const times = (data.values[timeAt] ?? []) as number[];
  const values = lines.flatMap((index) => data.values[index]!.filter((one) => typeof one === 'number'));
  if (times.length === 0 || values.length === 0) return '<p>There are no values.</p>';
  const [low, high] = [Math.min(0, ...values), Math.max(...values, Number.EPSILON)];
  const [first, last] = [times[0]!, times[times.length - 1]!];
  const x = (time: number): number =>
    LEFT + ((time - first) / Math.max(1, last - first)) * (WIDTH - LEFT - 8);
  const y = (value: number): number =>
    HEIGHT - BOTTOM - ((value - low) / (high - low)) * (HEIGHT - BOTTOM - TOP);
  const paths = lines.map((index, position) => {
    // A step without a value is a gap, never 0.
    let pen = 'M';
    const steps = data.values[index]!.map((value, row) => {
      if (typeof value !== 'number') {
        pen = 'M';
        return '';
      }
      // A point of its own has a length of nothing, and is drawn by its round end.
      const step = `${pen}${round(x(times[row]!))} ${round(y(value))}${pen === 'M' ? 'h0' : ''}`;
      pen = 'L';
      return step;
    });
    return `<path class="${position === 0 ? 'a' : 'b'}" d="${steps.join('')}"/>`;
  });
  const described = `From ${moment(first)} to ${moment(last)}: lowest ${label(Math.min(...values))}, highest ${label(Math.max(...values))}.`;
  return picture(described, [
    ...[low, (low + high) / 2, high].map((value) => gridLine(y(value), label(value))),
    ...paths,
    `<text x="${LEFT}" y="${HEIGHT - 14}">${moment(first)}</text>`,
    `<text x="${WIDTH - 8}" y="${HEIGHT - 14}" text-anchor="end">${moment(last)}</text>`,
  ]);
}

function drawBars({ schema, data }: FrameJson): string {
  const column = (name: string): unknown[] =>
    data.values[schema.fields.findIndex((field) => field.name === name)] ?? [];
  const shares = (name: string): number[] =>
    column(name).map((value) => (typeof value === 'number' ? value : 0));
  const [baseline, current] = [
    shares(DISTRIBUTION_FIELDS.baselineShare),
    shares(DISTRIBUTION_FIELDS.currentShare),
  ];
  const bins = column(DISTRIBUTION_FIELDS.bin).map((bin, row) => {
    const kind = column(DISTRIBUTION_FIELDS.kind)[row];
    return kind === 'bin' || kind === 'level' ? String(bin) : String(kind);
  });
  const shown = bins.map((_, row) => row).filter((row) => baseline[row]! > 0 || current[row]! > 0);
  const rows = shown.slice(0, MOST_BARS);
  if (rows.length === 0) return '<p>There are no values.</p>';
  const high = Math.max(...rows.flatMap((row) => [baseline[row]!, current[row]!]));
  const y = (share: number): number => HEIGHT - BOTTOM - (share / high) * (HEIGHT - BOTTOM - TOP);
  const width = (WIDTH - LEFT - 8) / rows.length;
  const bars = rows.flatMap((row, position) => {
    const left = LEFT + position * width;
    const bar = (kind: 'a' | 'b', share: number, offset: number): string =>
      `<rect class="${kind}" x="${round(left + offset)}" y="${round(y(share))}" width="${round(width * 0.38)}" height="${round(HEIGHT - BOTTOM - y(share))}"/>`;
    const name =
      bins[row]!.length > width / 6
        ? `${bins[row]!.slice(0, Math.max(1, Math.floor(width / 7)))}…`
        : bins[row]!;
    return [
      bar('a', baseline[row]!, width * 0.08),
      bar('b', current[row]!, width * 0.5),
      `<text x="${round(left + width / 2)}" y="${HEIGHT - 22}" text-anchor="middle">${escapeHtml(name)}</text>`,
    ];
  });
  const legend = `<rect class="a" x="${LEFT}" y="${HEIGHT - 14}" width="10" height="10"/><text x="${LEFT + 14}" y="${HEIGHT - 5}">baseline</text><rect class="b" x="${LEFT + 84}" y="${HEIGHT - 14}" width="10" height="10"/><text x="${LEFT + 98}" y="${HEIGHT - 5}">since the onset</text>`;
  const described = rows
    .map((row) => `${bins[row]}: ${label(baseline[row]!)} in the baseline, ${label(current[row]!)} since`)
    .join('; ');
  return picture(described, [gridLine(y(0), '0'), gridLine(y(high), label(high)), ...bars, legend]);
}

const gridLine = (y: number, text: string): string =>
  `<line class="axis" x1="${LEFT}" x2="${WIDTH - 8}" y1="${round(y)}" y2="${round(y)}"/><text x="${LEFT - 8}" y="${round(y + 4)}" text-anchor="end">${text}</text>`;

const picture = (described: string, parts: string[]): string =>
  `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(described)}">${parts.join('')}</svg>`;
