import fc from 'fast-check';
import { logLine } from './log';

test('a line has string level and message and a time with six decimals', () => {
  const line = JSON.parse(logLine('warn', 'slow', { ms: 3, error: new Error('x') }, new Date(0))) as Record<
    string,
    unknown
  >;
  expect(line).toMatchObject({
    '@level': 'warn',
    '@message': 'slow',
    '@timestamp': '1970-01-01T00:00:00.000000Z',
    ms: 3,
  });
  expect(line['error']).toMatch(/^Error: x/);
});

test('nothing that is logged can replace the keys of the line, break it in two or make it too long', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.dictionary(fc.oneof(fc.string(), fc.constant('@message')), fc.jsonValue()),
      (message, fields) => {
        const line = logLine('info', message, fields, new Date(0));
        expect(line).not.toContain('\n');
        expect((JSON.parse(line) as Record<string, unknown>)['@message']).toBe(message);
      },
    ),
  );
  expect(logLine('info', 'x'.repeat(1e6), {}, new Date(0)).length).toBeLessThan(5000);
});
