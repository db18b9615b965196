import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE } from '../../contract';
import { describeMeasures } from '.';

const page = describeMeasures();

test('the page in docs is the one that the catalogue makes: after a change run `npm run docs:measures`', () => {
  expect(readFileSync(join(__dirname, '../../../../docs/measures.md'), 'utf8')).toBe(page);
});

test('every measure stands there with a value that was worked out', () => {
  for (const { id, title } of CATALOGUE) {
    const entry = page.split('\n### ').find((part) => part.includes(`\n\`${id}\`: `))!;
    expect(entry.startsWith(title)).toBe(true);
    const example = /- example: (.*)/.exec(entry)![1]!;
    expect(example).toMatch(/ gives −?[\d.e+-]+/);
    expect(example).not.toMatch(/NaN|undefined|Infinity/);
  }
});
