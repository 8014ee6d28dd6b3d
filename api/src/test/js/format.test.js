import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes, clock, fixed, measure, number, percent, plural, scaled, seconds, stepsAhead } from '../dashboard/format.js';

test('a number has three significant digits and no exponent', () => {
  assert.equal(number(1234.5), '1,235');
  assert.equal(number(12.34), '12.3');
  assert.equal(number(0.1234), '0.12');
  assert.equal(number(0.01234), '0.012');
  assert.equal(number(0), '0');
});

test('a missing number is a dash', () => {
  assert.equal(number(null), '–');
  assert.equal(number(undefined), '–');
  assert.equal(number(NaN), '–');
  assert.equal(fixed(null, 2), '–');
});

test('quantities are shown in their own units', () => {
  assert.equal(measure('downlinkBps', 6_100_000), '6.1 Mbit/s');
  assert.equal(measure('loss', 0.038), '3.8 %');
  assert.equal(scaled('rttMillis', null), null);
});

test('counts agree with their noun', () => {
  assert.equal(plural(1, 'cell'), '1 cell');
  assert.equal(plural(1000, 'cell'), '1,000 cells');
});

test('shares, sizes and times are rounded', () => {
  assert.equal(percent(0.666), '67 %');
  assert.equal(bytes(1_500), '1.5 kB');
  assert.equal(seconds(1_500), '1.5 s');
  assert.equal(fixed(1.005, 1), '1.0');
});

test('steps of a forecast that were not measured are left out', () => {
  const forecast = { series: { stepMillis: 500, values: [1_000_000, null, 3_000_000] } };
  assert.deepEqual(stepsAhead('downlinkBps', forecast), [
    [0.5, 1],
    [1.5, 3],
  ]);
  assert.deepEqual(stepsAhead('downlinkBps', undefined), []);
});

test('a moment is shown in the zone of the store', () => {
  assert.equal(clock('Asia/Shanghai').moment('2026-01-05T07:02:15Z'), '2026-01-05 15:02:15');
  assert.equal(clock('Z').zone, 'UTC');
  assert.equal(clock('No/Such').zone, 'UTC');
});
