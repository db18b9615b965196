import type { Command } from 'commander';
import type { Comparison, ComparisonRequest } from '../../contract';
import { addClientOptions, type ClientOptions, clientOf } from '../clientOptions';
import type { Io } from '../io';
import { renderComparison } from '../report';

interface CompareOptions extends ClientOptions {
  reference?: string;
  candidate?: string;
  asOf?: string;
}

/** A side as it is written on the command line: `v1`, `v1:repaired` or `logged`. */
export function parseSide(text: string): NonNullable<ComparisonRequest['candidate']> {
  const [, version = text, repaired] = /^(.*?)(:repaired)?$/.exec(text) ?? [];
  return repaired ? { version, repaired: true } : { version };
}

export function addCompareCommand(program: Command, io: Io): void {
  const command = program
    .command('compare <run>')
    .description('compare two sides of a finished replay run row by row; prints Markdown')
    .option('--reference <side>', 'v1, v1:repaired or logged; the production version unless given')
    .option('--candidate <side>', 'v2 or v2:repaired; the last version of the run unless given')
    .option('--as-of <time>', 'labels that arrived later are not seen');
  addClientOptions(command, io).action(async (run: string, options: CompareOptions) => {
    const { reference, candidate, asOf } = options;
    const request: ComparisonRequest = {
      ...(reference !== undefined && {
        reference: reference === 'logged' ? ('logged' as const) : parseSide(reference),
      }),
      ...(candidate !== undefined && { candidate: parseSide(candidate) }),
      ...(asOf !== undefined && { asOf }),
    };
    const path = `/v1/replays/${encodeURIComponent(run)}/comparison`;
    const compared = await clientOf(options, io).send<Comparison>('POST', path, request);
    io.out(options.json ? `${JSON.stringify(compared)}\n` : renderComparison(compared));
  });
}
