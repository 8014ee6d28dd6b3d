// The route: coverage, predicted throughput, and where handovers fail and coverage is lost.

import { carrierPath, cellPage, get, largestCarrier, list, predict } from './api.js';
import { axis, band, Chart, horizontal, line, rsrpAxis, tooltip } from './chart.js';
import { count, fixed, measure, number, percent, plural, QUANTITIES, scaled } from './format.js';
import { RouteMap } from './map.js';
import { attempt, byId, choice, el, reveal, say, svg, table, tellEmpty } from './page.js';
import { routeLine } from './route-line.js';
import { carrierStyle, colour, scaleColours, SCALE_STEPS } from './theme.js';

const MAX_CELLS = 1_000;
const MAX_CARRIERS = 5;
const MAX_BINS = 120;
const MIN_BINS = 20;
/** Shorter stretches would lie between the points of a fast pass. */
const MIN_BIN = { km: 0.25, min: 0.05 };
const MAX_BRIDGE = 0.08;
const SPOTS = 10;
const MAP_SPOTS = 8;
const RSRP_LIMITS = [-110, -100, -90, -80];
const COLOURED = ['rsrpDbm', 'downlinkBps', 'rttMillis'];

const map = { view: null };
const chart = new Chart(byId('line'));
/** The state of the page. */
const state = {
  route: null,
  focus: null,
  quantity: 'rsrpDbm',
};

const mean = values => (values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : null);
const failures = cell => cell.handovers.FAILURE + cell.handovers.OUTAGE;

async function load() {
  say('Reading the history …');
  const status = await get('v1/status');
  const carriers = status.carriers.map(carrier => carrier.carrier);
  if (!carriers.length) {
    tellEmpty();
    return;
  }
  const shown = [...status.carriers]
    .sort((a, b) => b.windows - a.windows)
    .slice(0, MAX_CARRIERS)
    .map(c => c.carrier)
    .sort();
  const coverage = new Map(shown.map(carrier => [carrier, []]));
  let isWhole = shown.length === carriers.length;
  const read = new Map();
  await Promise.all(
    shown.map(async carrier => {
      const cells = await list(`${carrierPath(carrier)}/coverage`, {
        most: MAX_CELLS,
        onPage: n => {
          read.set(carrier, n);
          say(
            `Reading the history: ${plural(
              [...read.values()].reduce((sum, of) => sum + of, 0),
              'cell',
            )} …`,
          );
        },
      });
      read.set(carrier, cells.items.length);
      coverage.set(carrier, cells.items);
      isWhole &&= cells.isWhole;
    }),
  );
  const placing = routeLine(coverage);
  state.route = { status, carriers: shown, line: placing, cells: new Map(), bins: new Map(), dots: new Map(), isWhole };
  state.route.binCount = Math.max(MIN_BINS, Math.min(MAX_BINS, Math.floor(placing.length / MIN_BIN[placing.unit])));
  for (const carrier of shown) {
    state.route.cells.set(
      carrier,
      coverage.get(carrier).map(cell => onLine(carrier, cell, placing)),
    );
    bin(carrier, coverage.get(carrier));
  }
  const asked = askable();
  state.route.isAsking = asked.length > 0;
  state.focus ??= largestCarrier(status);
  summarise();
  reveal();
  choice(
    byId('carriers'),
    'carrier',
    shown.map(carrier => [carrier, carrier]),
    state.focus,
    chosen => {
      state.focus = chosen;
      draw();
    },
  );
  const measured = COLOURED.filter(name => shown.some(carrier => state.route.bins.get(carrier).some(b => b[name].length)));
  choice(
    byId('quantities'),
    'quantity',
    measured.map(name => [name, QUANTITIES[name].name]),
    state.quantity,
    chosen => {
      state.quantity = chosen;
      draw();
    },
  );
  draw();
  if (state.route.isAsking) await predictCells(asked);
}

/** A cell with where it lies along the line. */
function onLine(carrier, cell, placing) {
  const places = cell.passes.flatMap(pass =>
    pass.points.map(point => placing.place({ ...pass, carrier, cell: cell.cell }, point)).filter(x => x !== null),
  );
  places.sort((a, b) => a - b);
  return { ...cell, carrier, x: places.length ? places[places.length >> 1] : null };
}

/** Puts the points and handovers of all passes into stretches of the line of equal length. */
function bin(carrier, cells) {
  const bins = Array.from({ length: state.route.binCount }, () => ({
    rsrpDbm: [],
    downlinkBps: [],
    rttMillis: [],
    cells: new Map(),
    SUCCESS: 0,
    FAILURE: 0,
    OUTAGE: 0,
  }));
  const dots = [];
  const at = x => bins[Math.min(state.route.binCount - 1, Math.floor((x / state.route.line.length) * state.route.binCount))];
  for (const cell of cells) {
    for (const pass of cell.passes) {
      const known = { ...pass, carrier, cell: cell.cell };
      for (const point of pass.points) {
        const x = state.route.line.place(known, point);
        if (x === null) {
          if (point.latitudeDegrees !== undefined) dots.push({ ...point, cell: cell.cell });
          continue;
        }
        const here = at(x);
        for (const name of COLOURED) if (point[name] !== undefined) here[name].push(point[name]);
        here.cells.set(cell.cell, (here.cells.get(cell.cell) ?? 0) + 1);
      }
      for (const handover of pass.handovers) {
        const x = state.route.line.place(known, handover);
        if (x !== null) at(x)[handover.kind]++;
      }
    }
  }
  state.route.bins.set(carrier, bins);
  state.route.dots.set(carrier, dots);
}

/** The cells that other days can say something about. */
function askable() {
  const { windowLength } = state.route.status.settings;
  return [...state.route.cells.values()]
    .flat()
    .filter(cell => cell.x !== null && cell.days > 1 && cell.newestOpening.rsrpDbm.length * 5 >= windowLength);
}

/** Asks, for each cell, what the other days predict for a vehicle that enters it as the newest pass did; of a large store that takes a while. */
async function predictCells(asked) {
  byId('page').setAttribute('aria-busy', 'true');
  const predictions = await predict(
    asked.map(cell => ({
      carrier: cell.carrier,
      cell: cell.cell,
      rsrpDbm: cell.newestOpening.rsrpDbm,
      excludeDays: [cell.newestOpening.day],
    })),
  );
  asked.forEach((cell, i) => {
    cell.prediction = predictions[i];
  });
  state.route.isAsking = false;
  drawLine();
  listCells();
  byId('page').removeAttribute('aria-busy');
}

function summarise() {
  const { carriers } = state.route.status;
  const days = [...new Set(carriers.flatMap(carrier => carrier.days))].sort();
  const parts = [
    state.route.line.length ? `${number(state.route.line.length)} ${state.route.line.unit}` : null,
    plural(carriers.length, 'carrier'),
    plural(
      carriers.reduce((sum, carrier) => sum + carrier.cells, 0),
      'cell',
    ),
    days.length === 1 ? `one day, ${days[0]}` : `${plural(days.length, 'day')}, ${days[0]} to ${days.at(-1)}`,
    plural(
      carriers.reduce((sum, carrier) => sum + carrier.windows, 0),
      'window',
    ),
  ].filter(Boolean);
  say(
    parts.join(' · ') +
      (state.route.isWhole ? '' : `. Shown are ${MAX_CARRIERS} carriers and ${count(MAX_CELLS)} cells of each at most.`),
  );
}

function draw() {
  drawMap();
  drawLine();
  listSpots();
  listCells();
}

/** Borders between the five colours: fixed for RSRP, fifths of what was measured for the others. */
function limits() {
  if (state.quantity === 'rsrpDbm') return RSRP_LIMITS;
  const values = state.route.carriers
    .flatMap(carrier => state.route.bins.get(carrier).map(b => mean(b[state.quantity])))
    .filter(value => value !== null)
    .sort((a, b) => a - b);
  return Array.from({ length: SCALE_STEPS - 1 }, (_, i) => round(values[Math.floor(((i + 1) * values.length) / SCALE_STEPS)] ?? 0));
}

/** Two significant digits. */
const round = value => Number(value.toPrecision(2));

/** The scale runs from bad to good; for RTT small is good. */
function colourOf(value, borders, colours) {
  const step = borders.filter(border => value >= border).length;
  return colours[state.quantity === 'rttMillis' ? SCALE_STEPS - 1 - step : step];
}

function drawLegend(borders) {
  const colours = scaleColours();
  const ordered = state.quantity === 'rttMillis' ? [...colours].reverse() : colours;
  const shown = borders.map(border => number(scaled(state.quantity, border)));
  const texts = [`under ${shown[0]}`, ...shown.slice(1).map((to, i) => `${shown[i]} to ${to}`), `${shown.at(-1)} and more`];
  byId('legend').replaceChildren(
    el('span', {}, `Mean ${QUANTITIES[state.quantity].name}, ${QUANTITIES[state.quantity].unit}:`),
    ...texts.map((text, i) => el('span', {}, sample(ordered[i]), text)),
  );
}

const sample = fill =>
  svg('svg', { viewBox: '0 0 13 6', 'aria-hidden': 'true' }, svg('rect', { width: 13, height: 6, rx: 1, fill }));

function drawMap() {
  const borders = limits();
  drawLegend(borders);
  const hasMap = state.route.line.hasPositions;
  byId('map-title').textContent = `Map of ${state.focus}`;
  byId('map-card').hidden = byId('quantities').hidden = !hasMap;
  if (!hasMap) return;
  byId('map-note').textContent =
    'Means over the newest passes. Numbers count the failed handovers and outages of the worst cells; press one for the cell.' +
    (state.route.dots.get(state.focus).length ? ' Dots lie off the longest trip, which is the line.' : '');
  map.view ??= newMap();
  map.view.draw(() => mapContents(borders, scaleColours()));
}

function newMap() {
  const view = new RouteMap(byId('map'));
  const dots = [...state.route.dots.values()].flat();
  view.showAll([...state.route.line.points, ...dots].map(point => [point.latitudeDegrees, point.longitudeDegrees]));
  new ResizeObserver(() => view.fit()).observe(byId('map'));
  return view;
}

function mapContents(borders, colours) {
  const step = state.route.line.length / state.route.binCount;
  const segments = state.route.bins.get(state.focus).flatMap((b, i) => {
    const value = mean(b[state.quantity]);
    return value === null
      ? []
      : [
          {
            from: state.route.line.at(i * step),
            to: state.route.line.at((i + 1) * step),
            color: colourOf(value, borders, colours),
            text: `km ${number((i + 0.5) * step)} · cell ${mainCell(b)} · ${measure(state.quantity, value)}`,
          },
        ];
  });
  const dots = state.route.dots
    .get(state.focus)
    .filter(point => point[state.quantity] !== undefined)
    .map(point => ({
      at: [point.latitudeDegrees, point.longitudeDegrees],
      color: colourOf(point[state.quantity], borders, colours),
      text: `cell ${point.cell} · ${measure(state.quantity, point[state.quantity])}`,
    }));
  const spots = state.route.cells
    .get(state.focus)
    .filter(cell => cell.x !== null && failures(cell))
    .sort((a, b) => failures(b) - failures(a))
    .slice(0, MAP_SPOTS)
    .map(cell => ({
      at: state.route.line.at(spotAt(cell)),
      label: failures(cell),
      href: cellPage(state.focus, cell.cell),
      text: `cell ${cell.cell}: ${plural(cell.handovers.FAILURE, 'failed handover')}, ${plural(cell.handovers.OUTAGE, 'outage')}, ${plural(cell.visits, 'visit')}`,
    }));
  const ends = [0, state.route.line.length].map(km => ({ at: state.route.line.at(km), text: `km ${number(km)}` }));
  const places = ends.map((end, i) => ({ ...end, isWest: end.at[1] < ends[1 - i].at[1] }));
  return { segments, dots, spots, places };
}

/** Where a cell's failures happened; the cell itself where that is not known. */
function spotAt(cell) {
  const places = cell.passes
    .flatMap(pass =>
      pass.handovers
        .filter(handover => handover.kind !== 'SUCCESS')
        .map(handover => state.route.line.place({ ...pass, carrier: cell.carrier, cell: cell.cell }, handover)),
    )
    .filter(x => x !== null)
    .sort((a, b) => a - b);
  return places.length ? places[places.length >> 1] : cell.x;
}

const mainCell = b => [...b.cells].reduce((best, next) => (next[1] > best[1] ? next : best), ['–', 0])[0];

function drawLine() {
  const measured = name => state.route.carriers.some(carrier => state.route.bins.get(carrier).some(b => b[name].length));
  const name = ['downlinkBps', 'rttMillis'].find(measured) ?? 'downlinkBps';
  const isPredicted = [...state.route.cells.values()].flat().some(cell => cell.prediction?.performance[name]);
  byId('line-note').textContent =
    (state.route.line.hasPositions
      ? ''
      : 'The visits hold no positions, so there is no map: cells lie where the longest trip of each carrier passed them. ') +
    performanceNote(QUANTITIES[name].name, measured(name), isPredicted);
  chart.draw(lineLabel(QUANTITIES[name].name), isNarrow => lineOptions(isNarrow, name, isPredicted));
}

function performanceNote(name, isMeasured, isPredicted) {
  if (isPredicted) {
    return `RSRP as measured; ${name} as predicted from the other days for a vehicle that enters each cell as the newest pass did (mean; for ${state.focus} with the 10 – 90 % band). Press a mark in the lowest part for its cell; Ctrl and the wheel zoom.`;
  }
  if (state.route.isAsking) return `${name} is shown as measured; what the other days predict is being asked for …`;
  if (!isMeasured) return 'The logs hold no throughput and no RTT, so none is predicted.';
  const oneDay = Math.max(...state.route.status.carriers.map(carrier => carrier.days.length)) === 1;
  return oneDay
    ? `One day is stored, and predictions compare days: ${name} is shown as measured. Ingest a second day for predictions.`
    : `${name} is shown as measured: no cell was seen on two days, so nothing can be predicted.`;
}

const lineLabel = name =>
  `Along the route by carrier: mean RSRP, ${name}, and handovers, failures and outages. ` +
  state.route.carriers
    .map(carrier => {
      const all = state.route.cells.get(carrier);
      const of = kind => all.reduce((sum, cell) => sum + cell.handovers[kind], 0);
      return `${carrier}: ${plural(all.length, 'cell')}, ${plural(of('FAILURE'), 'failed handover')}, ${plural(of('OUTAGE'), 'outage')}`;
    })
    .join('; ');

function lineOptions(isNarrow, name, isPredicted) {
  const left = isNarrow ? 46 : 58;
  const right = 16;
  const legend = { left: 0, itemGap: 16, selectedMode: false, textStyle: { color: colour('text') } };
  const step = state.route.line.length / state.route.binCount;
  const middle = i => (i + 0.5) * step;
  const xs = [0, 1, 2].map(i =>
    horizontal(i === 2 ? (state.route.line.unit === 'km' ? 'km along the route' : 'minutes into the trip') : '', {
      gridIndex: i,
      min: 0,
      max: Math.ceil(state.route.line.length),
      axisLabel: { show: i === 2, color: colour('muted') },
      axisPointer: { show: true, snap: false, label: { show: false } },
    }),
  );
  const series = state.route.carriers.flatMap((carrier, row) => {
    const style = carrierStyle(row);
    const isFocus = carrier === state.focus;
    const drawn = { lineStyle: { type: style.dash, width: isFocus ? 2.5 : 1.2, opacity: isFocus ? 1 : 0.75 }, z: isFocus ? 4 : 2 };
    const bins = state.route.bins.get(carrier);
    const signal = line(
      carrier,
      bins.map((b, i) => [middle(i), mean(b.rsrpDbm)]),
      style.color,
      { ...drawn, xAxisIndex: 0, yAxisIndex: 0 },
    );
    const runs = isPredicted ? unbroken(predicted(carrier, name)) : [];
    const performance = line(
      carrier,
      isPredicted
        ? runs.flatMap(run => [...run.map(([x, p]) => [x, scaled(name, p.mean)]), [null, null]])
        : bins.map((b, i) => [middle(i), scaled(name, mean(b[name]))]),
      style.color,
      { ...drawn, xAxisIndex: 1, yAxisIndex: 1 },
    );
    const range = isFocus
      ? runs.flatMap(run =>
          band(
            `${carrier} 10 – 90 %`,
            run.map(([x, p]) => [x, scaled(name, p.p10), scaled(name, p.p90)]),
            style.color,
            { xAxisIndex: 1, yAxisIndex: 1 },
          ),
        )
      : [];
    return [signal, ...range, performance, ...events(carrier, row, middle, isNarrow)];
  });
  return {
    grid: [
      { left, right, top: isNarrow ? 104 : 76, bottom: 326 },
      { left, right, bottom: 168, height: 114 },
      { left, right, bottom: 46, height: 74 },
    ],
    legend: [
      {
        ...legend,
        top: 0,
        itemWidth: 30,
        data: state.route.carriers.map((name, i) => ({ name, lineStyle: { type: carrierStyle(i).dash, width: 2 } })),
      },
      {
        ...legend,
        top: isNarrow ? 40 : 22,
        itemWidth: 13,
        itemHeight: 11,
        data: [
          { name: 'handover', icon: 'path://M4,0L6,0L6,10L4,10Z M0,9.9L10,9.9L10,10L0,10Z', itemStyle: { color: colour('muted') } },
          { name: 'failed handover', icon: 'triangle', itemStyle: { color: colour('match') } },
          { name: 'outage', icon: 'diamond', itemStyle: { color: colour('outage') } },
        ],
      },
    ],
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    tooltip: tooltip(parameters => lineTooltip(parameters, name)),
    xAxis: xs,
    yAxis: [
      rsrpAxis({ gridIndex: 0 }),
      axis(`${QUANTITIES[name].name} ${isPredicted ? 'predicted' : 'measured'}, ${QUANTITIES[name].unit}`, {
        gridIndex: 1,
        min: 0,
      }),
      axis('Handovers and hot spots', {
        gridIndex: 2,
        type: 'category',
        data: state.route.carriers,
        inverse: true,
        axisLabel: { color: colour('muted'), fontSize: isNarrow ? 11 : 12, width: left - 10, overflow: 'truncate' },
        nameLocation: 'start',
        splitLine: { show: true, lineStyle: { color: colour('line') } },
      }),
    ],
    dataZoom: [
      {
        type: 'inside',
        xAxisIndex: [0, 1, 2],
        filterMode: 'none',
        zoomOnMouseWheel: 'ctrl',
        moveOnMouseWheel: false,
        preventDefaultMouseMove: false,
      },
    ],
    series,
  };
}

const predicted = (carrier, name) =>
  state.route.cells
    .get(carrier)
    .filter(cell => cell.prediction?.performance[name])
    .sort((a, b) => a.x - b.x)
    .map(cell => [cell.x, cell.prediction.performance[name]]);

/** Points that follow one another closely; over a long stretch without any, no line may lead. */
function unbroken(points) {
  const longest = state.route.line.length * MAX_BRIDGE;
  const runs = [];
  points.forEach((point, i) => {
    if (i && point[0] - points[i - 1][0] <= longest) runs.at(-1).push(point);
    else runs.push([point]);
  });
  return runs;
}

/** Ticks for handovers that went well, larger marks where many failed. */
function events(carrier, row, middle, isNarrow) {
  const marks = (name, kind, symbol, color, size) => ({
    type: 'scatter',
    name,
    xAxisIndex: 2,
    yAxisIndex: 2,
    symbol,
    itemStyle: { color, opacity: kind === 'SUCCESS' ? 0.55 : 0.95 },
    symbolSize: (_, { data }) => size(data[2]),
    z: kind === 'SUCCESS' ? 2 : 5,
    data: state.route.bins.get(carrier).flatMap((b, i) => (b[kind] ? [[middle(i), row, b[kind], carrier, mainCell(b)]] : [])),
  });
  const grown = n => Math.min(22, 8 + 3 * (n - 1));
  return [
    marks('handover', 'SUCCESS', 'rect', colour('muted'), n => [isNarrow ? 1 : 2, Math.min(16, 4 + 2 * n)]),
    marks('failed handover', 'FAILURE', 'triangle', colour('match'), grown),
    marks('outage', 'OUTAGE', 'diamond', colour('outage'), grown),
  ];
}

function lineTooltip(parameters, name) {
  const x = parameters[0]?.axisValue ?? 0;
  const i = Math.min(state.route.binCount - 1, Math.max(0, Math.floor((x / state.route.line.length) * state.route.binCount)));
  const lines = state.route.carriers.map(carrier => {
    const b = state.route.bins.get(carrier)[i];
    const here = state.route.cells.get(carrier).find(cell => cell.cell === mainCell(b));
    const forecast = here?.prediction?.performance[name];
    return [
      `${carrier} · cell ${mainCell(b)} · ${measure('rsrpDbm', mean(b.rsrpDbm))}`,
      forecast
        ? ` · ${measure(name, forecast.mean)} predicted`
        : b[name].length
          ? ` · ${measure(name, mean(b[name]))} measured`
          : '',
      b.FAILURE ? ` · ${plural(b.FAILURE, 'failure')}` : '',
      b.OUTAGE ? ` · ${plural(b.OUTAGE, 'outage')}` : '',
    ].join('');
  });
  return [`${number(x)} ${state.route.line.unit}`, ...lines].join('\n');
}

function listSpots() {
  const worst = [...state.route.cells.values()]
    .flat()
    .filter(failures)
    .sort((a, b) => failures(b) - failures(a) || a.visits - b.visits)
    .slice(0, SPOTS);
  byId('spots').replaceChildren(
    worst.length
      ? table(
          [
            ['Cell', cell => el('a', { href: cellPage(cell.carrier, cell.cell) }, cell.cell)],
            ['Carrier', cell => cell.carrier],
            [state.route.line.unit, cell => fixed(cell.x, 1), true],
            ['Visits', cell => count(cell.visits), true],
            ['Failures', cell => count(cell.handovers.FAILURE), true],
            ['Outages', cell => count(cell.handovers.OUTAGE), true],
            ['Per visit', cell => percent(failures(cell) / cell.visits), true],
          ],
          worst,
        )
      : el('p', { class: 'notice' }, 'No handover failed and no outage was seen: nothing to warn of.'),
  );
}

function listCells() {
  const ordered = [...state.route.cells.get(state.focus)].sort((a, b) => (a.x ?? Infinity) - (b.x ?? Infinity));
  const rsrp = cell => mean(cell.passes.flatMap(pass => pass.points.map(point => point.rsrpDbm)));
  byId('cells').replaceChildren(
    table(
      [
        ['Cell', cell => el('a', { href: cellPage(cell.carrier, cell.cell) }, cell.cell)],
        [state.route.line.unit, cell => fixed(cell.x, 1), true],
        ['Days', cell => count(cell.days), true],
        ['Visits', cell => count(cell.visits), true],
        ['RSRP, dBm', cell => fixed(rsrp(cell), 1), true],
        [
          'Downlink predicted, Mbit/s',
          cell => fixed(scaled('downlinkBps', cell.prediction?.performance.downlinkBps?.mean), 1),
          true,
        ],
        ['Confidence', cell => fixed(cell.prediction?.confidence, 2), true],
        ['Handovers', cell => count(cell.handovers.SUCCESS), true],
        ['Failures', cell => count(cell.handovers.FAILURE), true],
        ['Outages', cell => count(cell.handovers.OUTAGE), true],
      ],
      ordered,
    ),
  );
}

chart.onClick(({ data }) => {
  if (Array.isArray(data) && data.length === 5) location.href = cellPage(data[3], data[4]);
});

attempt(load);
