import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginOfStay, readCsv, readNumbers } from '../dashboard/log.js';

const HEAD = 'time,carrier,cell,rsrp_dbm,downlink_bps';
const row = (second, carrier, cell, dbm) => `2026-01-05T07:00:0${second}Z,${carrier},${cell},${dbm},`;

test('rows are grouped by carrier and sorted by time', () => {
  const log = readCsv([HEAD, row(2, 'a', '1', -90), row(1, 'a', '1', -91), row(1, 'b', '2', -80)].join('\n'), 'log.csv');
  assert.equal(log.rows, 3);
  assert.deepEqual(
    log.logs.map(of => [of.carrier, of.steps.map(step => step.rsrpDbm)]),
    [
      ['a', [-91, -90]],
      ['b', [-80]],
    ],
  );
  assert.equal(log.intervalMillis, 1000);
});

test('a row without a usable signal is left out', () => {
  const log = readCsv([HEAD, row(1, 'a', '1', -90), row(2, 'a', '1', 90), row(3, 'a', '', -90)].join('\n'), 'log.csv');
  assert.equal(log.rows, 1);
});

test('a log without the needed columns is refused by name', () => {
  assert.throws(() => readCsv('time,carrier\n', 'log.csv'), /log\.csv has no column cell, rsrp_dbm/);
  assert.throws(() => readCsv(`${HEAD}\n`, 'log.csv'), /no row/);
});

test('numbers may be separated by anything usual', () => {
  assert.deepEqual(readNumbers('[-90, -91;-92\n-93]'), [-90, -91, -92, -93]);
  assert.throws(() => readNumbers('-90 minus'), /“minus” is not a number/);
});

test('a stay begins where the cell changes or the log pauses', () => {
  const steps = [
    { time: 0, cell: '1' },
    { time: 1000, cell: '2' },
    { time: 9000, cell: '2' },
    { time: 10000, cell: '2' },
  ];
  assert.equal(beginOfStay(steps, 3), 2);
  assert.equal(beginOfStay(steps, 1), 1);
});
