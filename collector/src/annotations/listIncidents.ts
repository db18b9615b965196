import type { Annotation, Finding, Investigation } from '../contract';
import type { ListAnnotations } from './answerAnnotations';

interface Found {
  finding: Finding;
  investigation: Investigation;
  from: number;
  to: number;
}

/**
 * What investigations found in the range, from its onset to its end; what still went on is drawn to the end of the window
 * that was looked at. Several investigations of one incident are told once, by the latest.
 */
export const listIncidents: ListAnnotations = async ({ model, range }, { investigations }) => {
  const told: Found[] = [];
  for (const one of await investigations.list()) {
    if (one.state !== 'done' || one.request.inject || (model !== undefined && one.request.model !== model)) {
      continue;
    }
    for (const found of incidentsOf(one)) {
      if (found.from < range.to && found.to >= range.from && !told.some((other) => isSame(other, found))) {
        told.push(found);
      }
    }
  }
  return told.map(annotationOf);
};

/** Findings that are to be acted on, and no mere consequence of another one. */
function incidentsOf(investigation: Investigation): Found[] {
  const { findings, read } = investigation;
  const consequences = new Set(findings.flatMap(({ causes }) => causes));
  return findings
    .filter(({ level, since, rank }) => level !== 'note' && since !== null && !consequences.has(rank))
    .map((finding) => ({
      finding,
      investigation,
      from: finding.since!.estimate,
      to: finding.until ?? read?.window.to ?? finding.since!.estimate,
    }));
}

const isSame = (a: Found, b: Found): boolean =>
  a.investigation.request.model === b.investigation.request.model &&
  a.finding.kind === b.finding.kind &&
  a.finding.feature === b.finding.feature &&
  a.from <= b.to &&
  b.from <= a.to;

function annotationOf({ finding, investigation, from, to }: Found): Annotation {
  const { model } = investigation.request;
  return {
    time: from,
    timeEnd: to,
    title: `${model}: ${finding.kind}${finding.feature === null ? '' : ` ${finding.feature}`}`,
    text: finding.title,
    tags: ['incident', finding.level, finding.kind, model],
  };
}
