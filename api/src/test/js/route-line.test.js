import assert from 'node:assert/strict';
import { test } from 'node:test';
import { weightedQuantile } from '../dashboard/prediction.js';
import { routeLine, trips } from '../dashboard/route-line.js';

const point = (atMillis, latitudeDegrees, longitudeDegrees) => ({ atMillis, latitudeDegrees, longitudeDegrees });
const pass = (trace, start, points) => ({ trace, start, durationMillis: 1000, points, handovers: [] });

test('passes of one trace make one trip, in order of time', () => {
  const coverage = new Map([
    [
      'a',
      [
        { cell: '2', passes: [pass('t', '2026-01-05T07:01:00Z', [])] },
        { cell: '1', passes: [pass('t', '2026-01-05T07:00:00Z', [])] },
      ],
    ],
  ]);
  const [trip] = trips(coverage);
  assert.deepEqual(
    trip.passes.map(of => of.cell),
    ['1', '2'],
  );
});

test('a line with positions is measured in kilometres', () => {
  const coverage = new Map([
    ['a', [{ cell: '1', passes: [pass('t', '2026-01-05T07:00:00Z', [point(0, 31, 119), point(1, 31.05, 119)])] }]],
  ]);
  const line = routeLine(coverage);
  assert.equal(line.unit, 'km');
  assert.ok(Math.abs(line.length - 5.56) < 0.05, `${line.length} km`);
});

test('a line without positions is measured in minutes', () => {
  const coverage = new Map([['a', [{ cell: '1', passes: [pass('t', '2026-01-05T07:00:00Z', [{ atMillis: 0 }])] }]]]);
  assert.equal(routeLine(coverage).unit, 'min');
});

test('a weighted quantile is the value below which the share of the weight lies', () => {
  assert.equal(weightedQuantile([3, 1, 2], [1, 1, 1], 0.5), 2);
  assert.equal(weightedQuantile([3, 1, 2], [8, 1, 1], 0.5), 3);
  assert.equal(weightedQuantile([1], [1], 0.9), 1);
});
