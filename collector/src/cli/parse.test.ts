import { formatSeconds, formatValue } from './formatValue';
import { orderVersions } from './applyModelFile';
import { parseMoment } from './parseMoment';
import { parseFilter, parseRepair } from './parseRepair';
import { renderTable } from './renderTable';

test('a repair reads as a person writes it', () => {
  expect(parseRepair('AGEP = AGEP / 12 where client = mobile and region != north, south')).toEqual({
    feature: 'AGEP',
    expression: 'AGEP / 12',
    where: [
      { key: 'client', operator: '=', values: ['mobile'] },
      { key: 'region', operator: '!=', values: ['north', 'south'] },
    ],
  });
  expect(parseRepair('x=y+1')).toEqual({ feature: 'x', expression: 'y+1' });
  for (const wrong of ['x', '= 3', 'x = 1 where', 'x = 1 where y', 'x = 1 where a = 1 where b = 2']) {
    expect(() => parseRepair(wrong)).toThrow(/must read like/);
  }
  expect(() => parseFilter('client')).toThrow(/must read like/);
});

test('times are RFC 3339, milliseconds, or relative to now', () => {
  const now = 10_000_000;
  expect(parseMoment('now', now)).toBe(now);
  expect(parseMoment('now-1h30m', now)).toBe(now - 5_400_000);
  expect(parseMoment('now+5m', now)).toBe(now + 300_000);
  expect(parseMoment('1970-01-01T00:00:01Z', now)).toBe(1000);
  expect(parseMoment('42', now)).toBe(42);
  for (const wrong of ['yesterday', 'now-', 'now-x', '2026-10-01'])
    expect(() => parseMoment(wrong, now)).toThrow(/is no time/);
});

test.each([
  [0.12345, 'percentunit', '12.35 %'],
  [5.5, 'ms', '5.50 ms'],
  [5400, 's', '1.5 h'],
  [1234.56, undefined, '1234.6'],
  [0.000002868, undefined, '0.000002868'],
  [3, undefined, '3'],
  [null, 'ms', ''],
])('%p in %p is shown as %p', (value, unit, shown) => expect(formatValue(value, unit)).toBe(shown));

test('durations take the unit that fits', () => {
  expect([5, 90, 7200, 864_000].map(formatSeconds)).toEqual(['5 s', '1.5 min', '2 h', '10 d']);
});

test('columns of a table are as wide as their widest cell', () => {
  const table = renderTable(
    [{ title: 'a' }, { title: 'n', align: 'right' }],
    [
      ['long', '5'],
      ['x', '100'],
    ],
  );
  expect(table).toBe('a       n\n----  ---\nlong    5\nx     100\n');
});

test('a version comes after the one that it is like', () => {
  const versions = { b: { like: 'a' }, a: {}, c: { like: 'b' }, d: { like: 'd' } };
  expect(orderVersions(versions).map(([name]) => name)).toEqual(['a', 'b', 'c', 'd']);
});
