export interface AxisLabel {
  text: string;
  /** Centre. */
  x: number;
}

/** Mean advance of a character in the axis' type size (11 px of Grafana's typeface), on the safe side. */
const CHARACTER_WIDTH = 6.4;
const SPACE = 6;

/**
 * Those labels that can stand side by side between two limits without touching: every one, or else every second,
 * third, ... so that what is left out follows a rule that the eye can complete.
 */
export function fitLabels(labels: AxisLabel[], limits: { left: number; right: number }): AxisLabel[] {
  for (let every = 1; every <= Math.max(1, labels.length); every++) {
    const chosen = labels.filter((_, index) => index % every === 0).map((label) => keepInside(label, limits));
    const collides = chosen.some((label, index) => {
      const next = chosen[index + 1];
      return next !== undefined && next.x - label.x < (widthOf(label) + widthOf(next)) / 2 + SPACE;
    });
    if (!collides) return chosen;
  }
  return labels.slice(0, 1);
}

/** Cuts a label to the room it has, with an ellipsis; at least three characters stay. */
export function truncateLabel(text: string, width: number): string {
  const room = Math.max(3, Math.floor(width / CHARACTER_WIDTH));
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}

function keepInside(label: AxisLabel, limits: { left: number; right: number }): AxisLabel {
  const half = widthOf(label) / 2;
  return { ...label, x: Math.max(limits.left + half, Math.min(limits.right - half, label.x)) };
}

function widthOf(label: AxisLabel): number {
  return textWidth(label.text);
}

/** Pixels that a text takes in the axis' type size, on the safe side. */
export function textWidth(text: string): number {
  return text.length * CHARACTER_WIDTH;
}
