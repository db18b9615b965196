import type { FieldValue, FrameJson, FrozenFigure, Postmortem, ReproducedPart } from '../contract';
import { drawFigure, freezeData, type FreezeSources, freezeVersions } from './freeze';

/** Sums are added in another order where hours have been counted since: the last digits may differ. */
const TOLERANCE = 1e-9;

/** Draws each figure again and says of everything that was frozen whether it is still the same. */
export async function verifyEvidence(
  sources: FreezeSources,
  { frozen, investigation }: Postmortem,
): Promise<ReproducedPart[]> {
  const { model, filters = [] } = investigation.request;
  const entry = sources.registry.requireModel(model);
  const { from, to } = frozen.data;
  const data = await freezeData(sources.store, { entry, from, to, filters, asOf: frozen.asOf });
  const parts: ReproducedPart[] = [compareData(frozen.data, data)];
  const known = new Map(freezeVersions(entry).map((one) => [one.version, one]));
  for (const then of frozen.versions) {
    const now = known.get(then.version);
    const differs = [
      !now && 'it is not registered any more',
      now && now.digest !== then.digest && 'its model file is another',
      now && now.baseline?.digest !== then.baseline?.digest && 'its baseline is another',
    ].filter((text) => typeof text === 'string');
    parts.push(partOf(`Version ${then.version}`, differs));
  }
  for (const figure of frozen.figures) {
    const again = await drawFigure(sources.query, figure);
    parts.push(partOf(figure.title, differencesOf(figure, again)));
  }
  return parts;
}

const partOf = (part: string, differs: string[]): ReproducedPart => ({
  part,
  isSame: differs.length === 0,
  text: differs.length === 0 ? 'the same' : differs.join('; '),
});

function compareData(then: Postmortem['frozen']['data'], now: Postmortem['frozen']['data']): ReproducedPart {
  const part = 'Predictions and labels of the window';
  if (then.digest !== null && then.digest === now.digest) {
    return { part, isSame: true, text: `the same ${now.rows} rows` };
  }
  if (then.rows !== now.rows) {
    return { part, isSame: false, text: `${now.rows} rows, ${then.rows} when it was frozen` };
  }
  if (then.digest === null)
    return { part, isSame: true, text: `as many rows (${now.rows}); too many for a digest` };
  return { part, isSame: false, text: 'as many rows, with other values' };
}

function differencesOf(then: FrozenFigure, now: FrozenFigure): string[] {
  if (then.digest === now.digest && then.error === now.error) return [];
  if (now.error !== null) return [now.error];
  if (then.frame === null || now.frame === null) return [`it could not be drawn then: ${then.error ?? ''}`];
  return isClose(then.frame, now.frame) ? [] : ['its values are others'];
}

function isClose(then: FrameJson, now: FrameJson): boolean {
  const names = (frame: FrameJson): string =>
    JSON.stringify(frame.schema.fields.map(({ name, labels }) => [name, labels]));
  if (names(then) !== names(now)) return false;
  return then.data.values.every((column, index) => {
    const other = now.data.values[index]!;
    return column.length === other.length && column.every((value, row) => isCloseValue(value, other[row]!));
  });
}

function isCloseValue(a: FieldValue, b: FieldValue): boolean {
  if (typeof a !== 'number' || typeof b !== 'number') return a === b;
  return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b));
}
