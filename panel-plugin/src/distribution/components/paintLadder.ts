import { type LadderLayout } from '../draw';

/** Full colour is a change of ten percentage points or more: what merely wavers stays faint in every feature. */
const LEAST_SCALE = 0.1;

/** Colours the cells of a ladder: two hues away from the surface, by how much more or less frequent a bin has become. */
export function paintLadder(
  canvas: HTMLCanvasElement,
  { cells, most }: LadderLayout,
  size: { width: number; height: number },
  colors: { current: string; fewer: string },
): void {
  const ratio = globalThis.devicePixelRatio || 1;
  canvas.width = Math.round(size.width * ratio);
  canvas.height = Math.round(size.height * ratio);
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(ratio, ratio);
  context.clearRect(0, 0, size.width, size.height);
  const scale = Math.max(LEAST_SCALE, most);
  for (const { x, y, width, height, change } of cells) {
    if (change === null || change === 0) continue;
    context.globalAlpha = Math.min(1, 0.08 + 0.92 * (Math.abs(change) / scale));
    context.fillStyle = change > 0 ? colors.current : colors.fewer;
    // A gap between rows keeps bins apart; between steps there is none.
    context.fillRect(x, y + 0.5, width + 0.3, Math.max(1, height - 1));
  }
  context.globalAlpha = 1;
}
