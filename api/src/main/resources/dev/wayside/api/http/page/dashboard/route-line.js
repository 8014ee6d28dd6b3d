// Puts what was seen by many trips on many carriers onto one line.
//
// Where visits have positions, the trip that went furthest is the line, and everything is projected onto it: x is in
// kilometres. Where they have none, each carrier's longest trip is its own line, and x is minutes into that trip: a
// place in a cell is then the share of the cell that a pass has covered.

const EARTH_KM = 6371;
/** With fewer of the points placed, or on less ground, positions make no line. */
const MIN_SHARE_PLACED = 0.5;
const MIN_LENGTH_KM = 0.5;
/** The maximum distance from the line of a point on it. */
const OFF_LINE_KM = 1;
/** Two points of a trip further apart than this are not joined: the phone was off in between. */
const MAX_STEP_KM = 10;
const MINUTE_MILLIS = 60_000;

const radians = degrees => (degrees * Math.PI) / 180;

const isPlaced = point => point.latitudeDegrees !== undefined && point.longitudeDegrees !== undefined;

function distanceKm(a, b) {
  const north = radians(b.latitudeDegrees - a.latitudeDegrees);
  const east = radians(b.longitudeDegrees - a.longitudeDegrees) * Math.cos(radians((a.latitudeDegrees + b.latitudeDegrees) / 2));
  return EARTH_KM * Math.hypot(north, east);
}

/** All passes, each knowing its carrier and cell, by trace and in the order they were made. */
export function trips(coverageByCarrier) {
  const byTrace = new Map();
  for (const [carrier, cells] of coverageByCarrier) {
    for (const cell of cells) {
      for (const pass of cell.passes) {
        const key = `${carrier} ${pass.trace}`;
        if (!byTrace.has(key)) byTrace.set(key, { carrier, trace: pass.trace, passes: [] });
        byTrace.get(key).passes.push({ ...pass, carrier, cell: cell.cell, startMillis: Date.parse(pass.start) });
      }
    }
  }
  for (const trip of byTrace.values()) trip.passes.sort((a, b) => a.startMillis - b.startMillis);
  return [...byTrace.values()];
}

export function routeLine(coverageByCarrier) {
  const all = trips(coverageByCarrier);
  const tracks = all.map(trip => track(trip.passes.flatMap(pass => pass.points).filter(isPlaced)));
  const longest = tracks.reduce((best, candidate) => (candidate.lengthKm > best.lengthKm ? candidate : best), {
    points: [],
    lengthKm: 0,
  });
  const points = all.flatMap(trip => trip.passes.flatMap(pass => pass.points));
  const isMostlyPlaced = points.filter(isPlaced).length >= MIN_SHARE_PLACED * points.length;
  return isMostlyPlaced && longest.lengthKm >= MIN_LENGTH_KM ? new PlacedLine(longest) : new TimedLine(all);
}

function track(points) {
  let lengthKm = 0;
  const placed = points.map((point, i) => {
    const step = i ? distanceKm(points[i - 1], point) : 0;
    lengthKm += step > MAX_STEP_KM ? 0 : step;
    return { ...point, km: lengthKm };
  });
  return { points: placed, lengthKm };
}

/** The segments of a line by squares at least so wide as what lies on it may be off: only those around a point matter. */
class SegmentGrid {
  constructor(points) {
    const north = points.reduce((most, point) => Math.max(most, Math.abs(point.latitudeDegrees)), 0);
    this.latitudeStep = OFF_LINE_KM / (radians(1) * EARTH_KM);
    this.longitudeStep = this.latitudeStep / Math.max(0.01, Math.cos(radians(north)));
    this.segmentsBySquare = new Map();
    for (let i = 1; i < points.length; i++) {
      if (distanceKm(points[i - 1], points[i]) <= MAX_STEP_KM) this.add(points[i - 1], points[i], i);
    }
  }

  row(point) {
    return Math.floor(point.latitudeDegrees / this.latitudeStep);
  }

  column(point) {
    return Math.floor(point.longitudeDegrees / this.longitudeStep);
  }

  add(from, to, i) {
    const rows = [this.row(from), this.row(to)];
    const columns = [this.column(from), this.column(to)];
    for (let row = Math.min(...rows); row <= Math.max(...rows); row++) {
      for (let column = Math.min(...columns); column <= Math.max(...columns); column++) {
        const square = `${row} ${column}`;
        if (!this.segmentsBySquare.has(square)) this.segmentsBySquare.set(square, []);
        this.segmentsBySquare.get(square).push(i);
      }
    }
  }

  /** Numbers of the segments that may lie within the width of a square from a point; some come more than once. */
  around(point) {
    const found = [];
    for (let row = this.row(point) - 1; row <= this.row(point) + 1; row++) {
      for (let column = this.column(point) - 1; column <= this.column(point) + 1; column++) {
        found.push(...(this.segmentsBySquare.get(`${row} ${column}`) ?? []));
      }
    }
    return found;
  }
}

class PlacedLine {
  constructor({ points, lengthKm }) {
    this.points = points;
    this.grid = new SegmentGrid(points);
    this.length = lengthKm;
    this.unit = 'km';
    this.hasPositions = true;
  }

  /** Where a point of a pass lies along the line; null if it does not. */
  place(pass, point) {
    if (!isPlaced(point)) return null;
    let nearest = { km: 0, offKm: Infinity };
    for (const i of this.grid.around(point)) {
      const candidate = this.onSegment(this.points[i - 1], this.points[i], point);
      if (candidate.offKm < nearest.offKm) nearest = candidate;
    }
    return nearest.offKm <= OFF_LINE_KM ? nearest.km : null;
  }

  onSegment(from, to, point) {
    const kmPerDegreeEast = radians(1) * EARTH_KM * Math.cos(radians(point.latitudeDegrees));
    const kmPerDegreeNorth = radians(1) * EARTH_KM;
    const east = p => (p.longitudeDegrees - from.longitudeDegrees) * kmPerDegreeEast;
    const north = p => (p.latitudeDegrees - from.latitudeDegrees) * kmPerDegreeNorth;
    const [dx, dy, px, py] = [east(to), north(to), east(point), north(point)];
    const squared = dx * dx + dy * dy;
    const share = squared ? Math.min(1, Math.max(0, (px * dx + py * dy) / squared)) : 0;
    return { km: from.km + share * (to.km - from.km), offKm: Math.hypot(px - share * dx, py - share * dy) };
  }

  /** The position that lies so far along the line, as [latitude, longitude]. */
  at(km) {
    const i = Math.max(
      1,
      this.points.findIndex(point => point.km >= km),
    );
    const [from, to] = [this.points[i - 1], this.points[i]];
    const share = to.km > from.km ? (km - from.km) / (to.km - from.km) : 0;
    const between = key => from[key] + share * (to[key] - from[key]);
    return [between('latitudeDegrees'), between('longitudeDegrees')];
  }
}

class TimedLine {
  constructor(all) {
    this.unit = 'min';
    this.hasPositions = false;
    this.spans = new Map();
    this.length = 0;
    const longestByCarrier = new Map();
    for (const trip of all) {
      const best = longestByCarrier.get(trip.carrier);
      if (!best || trip.passes.length > best.passes.length) longestByCarrier.set(trip.carrier, trip);
    }
    for (const { carrier, passes } of longestByCarrier.values()) {
      const begin = passes[0].startMillis;
      for (const pass of passes) {
        const from = (pass.startMillis - begin) / MINUTE_MILLIS;
        const span = { from, minutes: pass.durationMillis / MINUTE_MILLIS };
        if (!this.spans.has(`${carrier} ${pass.cell}`)) this.spans.set(`${carrier} ${pass.cell}`, span);
        this.length = Math.max(this.length, from + span.minutes);
      }
    }
  }

  place(pass, point) {
    const span = this.spans.get(`${pass.carrier} ${pass.cell}`);
    if (!span) return null;
    const share = pass.durationMillis ? Math.min(1, point.offsetMillis / pass.durationMillis) : 0;
    return span.from + share * span.minutes;
  }
}
