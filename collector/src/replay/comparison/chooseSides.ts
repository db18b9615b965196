import { badRequest, type ComparedSide, type ComparisonRequest, type ReplayResult } from '../../contract';

/** The name of what was served, whichever version served it. */
export const LOGGED = 'logged';

type Scored = Pick<ReplayResult, 'version' | 'repaired'>;

/**
 * The two sides of a comparison: those asked for, else the production version against the run's last other one.
 * @throws ModelWatchError `comparison-side` for a side that the run did not score
 */
export function chooseSides(
  request: Pick<ComparisonRequest, 'reference' | 'candidate'>,
  scored: readonly Scored[],
  production: string | null,
): { reference: ComparedSide; candidate: ComparedSide } {
  const sides = scored.map(({ version, repaired }): ComparedSide => ({ version, repaired }));
  const find = ({ version, repaired = false }: { version: string; repaired?: boolean }, path: string) => {
    const found = sides.find((side) => side.version === version && side.repaired === repaired);
    if (found) return found;
    const known = sides.map((side) => `${side.version}${side.repaired ? ' repaired' : ''}`).join(', ');
    throw badRequest(
      'comparison-side',
      `The run did not score ${version}${repaired ? ' repaired' : ''}; it scored ${known}.`,
      path,
    );
  };
  const isOther = (a: ComparedSide, b: ComparedSide): boolean =>
    a.version !== b.version || a.repaired !== b.repaired;

  const logged: ComparedSide = { version: LOGGED, repaired: false };
  const asked = request.candidate && find(request.candidate, '$.candidate');
  const usual = sides.find((side) => side.version === production && !side.repaired) ?? logged;
  const reference =
    request.reference === undefined
      ? // A side is not compared with itself.
        asked
        ? isOther(usual, asked)
          ? usual
          : logged
        : sides.length > 1
          ? usual
          : logged
      : request.reference === LOGGED
        ? logged
        : find(request.reference, '$.reference');
  const candidate = asked ?? sides.filter((side) => isOther(side, reference)).at(-1);
  if (candidate && isOther(candidate, reference)) return { reference, candidate };
  throw badRequest(
    'comparison-side',
    'The run has nothing to compare: the reference and the candidate are the same.',
    '$.candidate',
  );
}
