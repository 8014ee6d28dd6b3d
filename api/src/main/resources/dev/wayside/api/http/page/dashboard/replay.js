// A trip of the history, read visit by visit as it is replayed.

import { carrierPath, cellPath, list } from './api.js';
import { trips } from './route-line.js';

const MAX_CELLS = 1_000;
const MIN_TRIP = 2;

/** The trips of a carrier, newest first; those that only brushed the cells' newest passes are left out. */
export async function tripsOf(carrier) {
  const coverage = await list(`${carrierPath(carrier)}/coverage`, { most: MAX_CELLS });
  const all = trips(new Map([[carrier, coverage.items]]));
  // The stretches of a long visit are read together.
  for (const trip of all) {
    trip.passes = trip.passes.filter((pass, i, passes) => pass.visitNumber !== passes[i - 1]?.visitNumber);
  }
  const long = all.filter(trip => trip.passes.length >= MIN_TRIP);
  return (long.length ? long : all).sort((a, b) => b.passes[0].startMillis - a.passes[0].startMillis);
}

const endMillis = trip => {
  const last = trip.passes.at(-1);
  return last.startMillis + last.durationMillis;
};

/** The trip and, of each other carrier, the one that shares most of its time: phones that rode together. */
export function riddenTogether(trip, tripsByCarrier) {
  const shared = other =>
    Math.min(endMillis(trip), endMillis(other)) - Math.max(trip.passes[0].startMillis, other.passes[0].startMillis);
  const others = [...tripsByCarrier]
    .filter(([carrier]) => carrier !== trip.carrier)
    .map(([, all]) => all.filter(other => shared(other) > 0).sort((a, b) => shared(b) - shared(a))[0])
    .filter(Boolean);
  return [trip, ...others];
}

/** The steps of one pass, as a log would have them. */
export async function stepsOf(pass, intervalMillis) {
  const visits = await list(`${cellPath(pass.carrier, pass.cell)}/days/${pass.day}/visits`, { limit: 25 });
  const stretches = visits.items.filter(visit => visit.trace === pass.trace && visit.visitNumber === pass.visitNumber);
  const steps = [];
  for (const stretch of stretches) {
    // A long visit lies in stretches, each of which begins with samples of the one before.
    for (let i = Math.max(0, steps.length - stretch.firstSample); i < stretch.rsrpDbm.length; i++) {
      steps.push(stepAt(pass, stretch, i, intervalMillis));
    }
  }
  return steps;
}

const stepAt = (pass, stretch, i, intervalMillis) => ({
  time: Date.parse(stretch.start) + i * intervalMillis,
  carrier: pass.carrier,
  cell: pass.cell,
  day: pass.day,
  rsrpDbm: stretch.rsrpDbm[i],
  downlinkBps: stretch.performance.downlinkBps?.[i] ?? null,
  rttMillis: stretch.performance.rttMillis?.[i] ?? null,
});
