// A trip of the history, read visit by visit as it is replayed.

import { carrierPath, cellPath, list } from './api.js';
import { trips } from './route-line.js';

const MOST_CELLS = 1_000;
const SHORTEST_TRIP = 2;

/** The trips of a carrier, newest first; those that only brushed the cells' newest passes are left out. */
export async function tripsOf(carrier) {
  const coverage = await list(`${carrierPath(carrier)}/coverage`, { most: MOST_CELLS });
  const all = trips(new Map([[carrier, coverage.items]]));
  const long = all.filter(trip => trip.passes.length >= SHORTEST_TRIP);
  return (long.length ? long : all).sort((a, b) => b.passes[0].startMillis - a.passes[0].startMillis);
}

/** The steps of one pass, as a log would have them. */
export async function stepsOf(pass, intervalMillis) {
  const visits = await list(`${cellPath(pass.carrier, pass.cell)}/days/${pass.day}/visits`, { limit: 25 });
  return visits.items
    .filter(visit => visit.trace === pass.trace && visit.visitNumber === pass.visitNumber)
    .flatMap(visit => visit.rsrpDbm.map((rsrpDbm, i) => ({
      time: Date.parse(visit.start) + i * intervalMillis,
      carrier: pass.carrier,
      cell: pass.cell,
      day: pass.day,
      rsrpDbm,
      downlinkBps: visit.performance.downlinkBps?.[i] ?? null,
      rttMillis: visit.performance.rttMillis?.[i] ?? null,
    })));
}
