import type { Command } from 'commander';
import { CATALOGUE } from '../../contract';
import { describeMeasures } from '../../measures';
import type { Io } from '../io';
import { renderTable } from '../renderTable';

const COLUMNS = [{ title: 'measure' }, { title: 'title' }, { title: 'what it tells' }];

export function addMeasuresCommand(program: Command, io: Io): void {
  program
    .command('measures')
    .description('list every measure there is; docs/measures.md tells of each')
    .option('--markdown', 'print the documentation of every measure instead')
    .option('--json', 'print the catalogue as JSON')
    .action((options: { markdown?: boolean; json?: boolean }) => {
      if (options.markdown) io.out(describeMeasures());
      else if (options.json) io.out(`${JSON.stringify(CATALOGUE, null, 2)}\n`);
      else
        io.out(
          renderTable(
            COLUMNS,
            CATALOGUE.map(({ id, title, meaning }) => [id, title, meaning]),
          ),
        );
    });
}
