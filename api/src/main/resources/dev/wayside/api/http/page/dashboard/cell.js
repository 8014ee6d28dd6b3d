// One cell: its passes day over day, the windows that match what is asked, and what followed them.

import { carrierPath, cellPage, cellPath, get, largestCarrier, list, predict } from './api.js';
import { axis, band, Chart, horizontal, line, rsrpAxis, tooltip } from './chart.js';
import { clock, fixed, number, plural, QUANTITIES, scaled, stepsAhead } from './format.js';
import { attempt, byId, el, fill, reveal, say, svg, table, tellEmpty } from './page.js';
import { answer, inWords, weightedQuantile } from './prediction.js';
import { colour, dayColour } from './theme.js';

const MAX_CELLS = 5_000;
const DAYS_SHOWN = 7;
const MAX_VISITS_A_DAY = 50;
const QUANTITIES_AHEAD = ['downlinkBps', 'uplinkBps', 'rttMillis', 'loss'];

const passes = new Chart(byId('passes'));
const ahead = new Chart(byId('ahead'));
const wanted = new URLSearchParams(location.search);

/** The state of the page. */
const state = {
  settings: null,
  times: null,
  cell: null,
  asked: null,
  prediction: null,
  asking: new AbortController(),
  quantity: 'downlinkBps',
};

const windowSamples = () => state.settings.windowLength;
const minSamples = () => Math.max(2, Math.ceil(state.settings.windowLength / 5));
const toSeconds = samples => (samples * state.settings.sampleIntervalMillis) / 1000;

async function start() {
  const status = await get('v1/status');
  state.settings = status.settings;
  state.times = clock(state.settings.zone);
  const carriers = status.carriers.map(carrier => carrier.carrier);
  if (!carriers.length) {
    tellEmpty();
    return;
  }
  const carrier = wanted.get('carrier') ?? largestCarrier(status);
  fill(
    byId('carrier'),
    (carriers.includes(carrier) ? carriers : [carrier, ...carriers]).map(name => [name, name]),
    carrier,
  );
  const cells = await list(`${carrierPath(carrier)}/cells`, { limit: 1000, most: MAX_CELLS });
  const chosen = wanted.get('cell') ?? cells.items[cells.items.length >> 1];
  fill(
    byId('cell'),
    (cells.items.includes(chosen) ? cells.items : [chosen, ...cells.items]).map(id => [id, id]),
    chosen,
  );
  await open(carrier, chosen);
}

async function open(carrier, id) {
  say('Reading the cell …');
  const summary = await get(cellPath(carrier, id));
  const days = summary.days.slice(-DAYS_SHOWN);
  const visits = [];
  for (const day of days) {
    const ofDay = await list(`${cellPath(carrier, id)}/days/${day}/visits`, { limit: 25, most: MAX_VISITS_A_DAY });
    visits.push(...ofDay.items.map(visit => ({ ...visit, day })));
  }
  state.cell = { carrier, id, summary, days, visits, shown: new Set(days) };
  document.title = `${id} · ${carrier} · Wayside`;
  document.querySelector('h1').textContent = `Cell ${id}`;
  const { handovers } = summary;
  say(
    `${carrier} · ${plural(summary.days.length, 'day')} · ${plural(summary.visits, 'visit')} · ${plural(summary.windows, 'window')}` +
      ` · ${plural(handovers.SUCCESS, 'handover')}, ${plural(handovers.FAILURE, 'failure')}, ${plural(handovers.OUTAGE, 'outage')}` +
      (summary.days.length > days.length ? ` · drawn are the newest ${DAYS_SHOWN} days` : ''),
  );
  reveal();
  showDays();
  const measured = QUANTITIES_AHEAD.filter(name => visits.some(visit => visit.performance[name]));
  if (!measured.includes(state.quantity)) state.quantity = measured[0] ?? 'downlinkBps';
  fill(
    byId('quantity'),
    (measured.length ? measured : [state.quantity]).map(name => [name, `${QUANTITIES[name].name}, ${QUANTITIES[name].unit}`]),
    state.quantity,
  );
  const askable = visits.filter(visit => visit.rsrpDbm.length >= minSamples());
  fill(
    byId('visit'),
    askable.map((visit, i) => [i, `${visit.day}, ${state.times.time(visit.start)}`]),
    askable.length - 1,
  );
  byId('visit').onchange = () => attempt(() => askAs(askable[byId('visit').value]));
  await askAs(askable.at(-1));
}

function showDays() {
  const fieldset = byId('days');
  fieldset.querySelectorAll('label').forEach(label => label.remove());
  state.cell.days.forEach((day, i) => {
    const toggle = event => {
      if (event.target.checked) state.cell.shown.add(day);
      else state.cell.shown.delete(day);
      drawPasses();
    };
    const bar = svg('rect', { width: 13, height: 6, rx: 2, fill: dayColour(i, state.cell.days.length) });
    fieldset.append(
      el(
        'label',
        {},
        el('input', { type: 'checkbox', checked: true, onchange: toggle }),
        svg('svg', { viewBox: '0 0 13 6', 'aria-hidden': 'true' }, bar),
        day,
      ),
    );
  });
}

async function askAs(visit) {
  if (!visit) {
    state.asked = null;
    state.prediction = null;
    byId('ahead-note').textContent = 'No visit to this cell is long enough to be asked about.';
    draw();
    return;
  }
  const now = byId('now');
  now.min = minSamples();
  now.max = visit.rsrpDbm.length;
  now.value = Math.min(visit.rsrpDbm.length, windowSamples());
  await ask(visit);
}

/** Asks what the other days say of this visit, up to the moment chosen. */
async function ask(visit) {
  const upTo = Number(byId('now').value);
  const from = Math.max(0, upTo - windowSamples());
  state.asked = { visit, from, upTo };
  const moment = `${number(toSeconds(upTo))} s`;
  byId('now-value').textContent = moment;
  byId('now').setAttribute('aria-valuetext', moment);
  state.asking.abort();
  state.asking = new AbortController();
  [state.prediction] = await predict(
    [
      {
        carrier: state.cell.carrier,
        cell: state.cell.id,
        rsrpDbm: visit.rsrpDbm.slice(from, upTo),
        excludeDays: [visit.day],
      },
    ],
    { signal: state.asking.signal },
  );
  draw();
}

/** The matches whose visits are loaded, with where their window lies. */
function matches() {
  return (state.prediction?.matches ?? [])
    .map(match => {
      const [trace, visitNumber, offset] = match.window.split('.');
      const visit = state.cell.visits.find(
        v =>
          v.trace === trace &&
          v.visitNumber === Number(visitNumber) &&
          v.firstSample <= Number(offset) &&
          Number(offset) < v.firstSample + v.rsrpDbm.length,
      );
      return visit ? { ...match, visit, offset: Number(offset) - visit.firstSample } : null;
    })
    .filter(Boolean);
}

function draw() {
  drawPasses();
  drawAhead();
  const others = state.asked && state.cell.summary.days.some(day => day !== state.asked.visit.day);
  byId('answer').replaceChildren(
    ...(!state.asked
      ? []
      : others
        ? answer(state.prediction)
        : [el('p', { class: 'notice' }, 'This cell was seen on one day only. A prediction compares days: ingest another one.')]),
  );
  byId('matches').replaceChildren(
    state.prediction?.matches.length
      ? table(
          [
            ['Day', match => match.day],
            ['From', match => state.times.time(match.start)],
            ['RMS, dB', match => fixed(match.distanceDb, 2), true],
            ['Weight', match => fixed(match.weight, 2), true],
          ],
          state.prediction.matches,
          `Times in ${state.times.zone}`,
        )
      : el('p', { class: 'muted' }, 'None.'),
  );
}

const pointsOf = (samples, from, to, at) => samples.slice(from, to).map((value, i) => [toSeconds(at(from + i)), value]);

function drawPasses() {
  const label = `RSRP of ${plural(state.cell.visits.length, 'pass', 'passes')} on ${plural(state.cell.days.length, 'day')}, over the time since entering the cell.`;
  passes.draw(label, () => {
    const shown = state.cell.visits.filter(visit => state.cell.shown.has(visit.day));
    const whole = shown.map(visit =>
      line(
        visit.day,
        pointsOf(visit.rsrpDbm, 0, Infinity, i => i + visit.firstSample),
        dayColour(state.cell.days.indexOf(visit.day), state.cell.days.length),
        { lineStyle: { width: 1.6 } },
      ),
    );
    const near = matches()
      .filter(match => state.cell.shown.has(match.day))
      .map(match =>
        line(
          'matching window',
          pointsOf(
            match.visit.rsrpDbm,
            match.offset,
            match.offset + state.prediction.samplesUsed,
            i => i + match.visit.firstSample,
          ),
          colour('match'),
          { z: 5, lineStyle: { width: 3 } },
        ),
      );
    const own = state.asked
      ? [
          line(
            'asked window',
            pointsOf(state.asked.visit.rsrpDbm, state.asked.from, state.asked.upTo, i => i + state.asked.visit.firstSample),
            colour('text'),
            { z: 6, lineStyle: { width: 4 } },
          ),
        ]
      : [];
    return {
      grid: { left: 52, right: 16, top: 62, bottom: 46 },
      legend: {
        top: 0,
        left: 0,
        itemWidth: 26,
        itemHeight: 3,
        icon: 'rect',
        selectedMode: false,
        textStyle: { color: colour('text') },
        data: [
          { name: 'asked window', itemStyle: { color: colour('text') } },
          { name: 'matching window', itemStyle: { color: colour('match') } },
        ],
      },
      tooltip: tooltip(parameters => {
        const seen = new Map(parameters.filter(p => /^\d/.test(p.seriesName)).map(p => [p.seriesName, p.value[1]]));
        return [
          `${number(parameters[0].value[0])} s after entering`,
          ...[...seen].map(([day, value]) => `${day}  ${number(value)} dBm`),
        ].join('\n');
      }),
      xAxis: horizontal('s after entering the cell'),
      yAxis: rsrpAxis(),
      series: [...whole, ...near, ...own],
    };
  });
}

/** The samples after a window that ends before sample `end` of a visit, by steps ahead. */
const future = (visit, end, name) =>
  (visit.performance[name] ?? [])
    .slice(end, end + state.settings.lookAheadMillis / state.settings.sampleIntervalMillis)
    .map(value => (value === null ? null : scaled(name, value)));

function drawAhead() {
  const { unit, name } = QUANTITIES[state.quantity];
  if (!state.asked) return;
  const near = matches();
  const missing = (state.prediction?.matches.length ?? 0) - near.length;
  byId('ahead-note').textContent =
    `Aligned at now. Left of it the signal that was compared, right of it what followed: the matches, their mean, and the band that holds 10 – 90 % of them.` +
    (missing ? ` ${plural(missing, 'match', 'matches')} of older days not drawn.` : '');
  ahead.draw(
    `Asked on ${state.asked.visit.day}. ${inWords(state.prediction)}. Mean and band of ${name} along the look-ahead.`,
    isNarrow => {
      const left = isNarrow ? 46 : 58;
      const used = state.asked.upTo - state.asked.from;
      const lookAhead = state.settings.lookAheadMillis / 1000;
      const x = i => toSeconds(i + 1);
      const around = (visit, end) =>
        visit.rsrpDbm
          .slice(Math.max(0, end - used), end + state.settings.lookAheadMillis / state.settings.sampleIntervalMillis)
          .map((value, i) => [x(i - Math.min(used, end)), value]);
      const thin = { lineStyle: { width: 1.2, opacity: 0.6 } };
      const top = { xAxisIndex: 0, yAxisIndex: 0 };
      const bottom = { xAxisIndex: 1, yAxisIndex: 1 };
      const ends = near.map(match => ({ ...match, end: match.offset + state.prediction.samplesUsed }));
      const futures = ends.map(match => future(match.visit, match.end, state.quantity));
      const steps = Math.max(0, ...futures.map(values => values.length));
      const range = Array.from({ length: steps }, (_, i) => {
        const known = futures
          .map((values, k) => [values[i], ends[k].weight])
          .filter(([value]) => value !== null && value !== undefined);
        if (!known.length) return null;
        const [values, weights] = [known.map(k => k[0]), known.map(k => k[1])];
        return [x(i), weightedQuantile(values, weights, 0.1), weightedQuantile(values, weights, 0.9)];
      }).filter(Boolean);
      const forecast = state.prediction?.performance[state.quantity];
      const expected = stepsAhead(state.quantity, forecast);
      const came = future(state.asked.visit, state.asked.upTo, state.quantity).map((value, i) => [x(i), value]);
      const xs = [0, 1].map(i =>
        horizontal(i ? 's from now' : '', {
          gridIndex: i,
          min: Math.floor(-toSeconds(used)),
          max: lookAhead,
          ...(toSeconds(used) <= 10 ? { interval: 1 } : {}),
          axisLabel: { show: i === 1, color: colour('muted') },
        }),
      );
      const now = {
        silent: true,
        symbol: 'none',
        label: { show: false },
        lineStyle: { color: colour('muted'), type: 'solid', width: 1 },
        data: [{ xAxis: 0 }],
      };
      return {
        grid: [
          { left, right: 16, top: isNarrow ? 84 : 62, bottom: 262 },
          { left, right: 16, height: 160, bottom: 46 },
        ],
        legend: {
          top: 0,
          left: 0,
          itemWidth: 26,
          itemHeight: 3,
          icon: 'rect',
          selectedMode: false,
          textStyle: { color: colour('text') },
          data: [
            { name: 'asked', itemStyle: { color: colour('text') } },
            { name: 'match', itemStyle: { color: colour('match') } },
            { name: 'predicted', itemStyle: { color: colour('accent') } },
            { name: 'what came', itemStyle: { color: colour('text') }, icon: 'path://M0,0L8,0L8,3L0,3ZM14,0L22,0L22,3L14,3Z' },
          ],
        },
        axisPointer: { link: [{ xAxisIndex: 'all' }] },
        tooltip: tooltip(parameters => aheadTooltip(parameters, unit)),
        xAxis: xs,
        yAxis: [rsrpAxis({ gridIndex: 0 }), axis(`${name}, ${unit}`, { gridIndex: 1, min: 0 })],
        series: [
          ...ends.map(match => line('match', around(match.visit, match.end), colour('match'), { ...thin, ...top })),
          line(
            'asked',
            around(state.asked.visit, state.asked.upTo).filter(([at]) => at <= 0),
            colour('text'),
            { ...top, z: 5, lineStyle: { width: 3 }, markLine: now },
          ),
          line(
            'what came',
            around(state.asked.visit, state.asked.upTo).filter(([at]) => at >= 0),
            colour('text'),
            { ...top, z: 4, lineStyle: { width: 1.5, type: 'dashed' } },
          ),
          ...futures.map(values =>
            line(
              'match',
              values.map((value, i) => [x(i), value]),
              colour('match'),
              { ...thin, ...bottom },
            ),
          ),
          ...band('band', range, colour('accent'), bottom),
          line('predicted', expected, colour('accent'), { ...bottom, z: 5, lineStyle: { width: 3 }, markLine: now }),
          line('what came', came, colour('text'), { ...bottom, z: 4, lineStyle: { width: 1.5, type: 'dashed' } }),
        ],
      };
    },
  );
}

function aheadTooltip(parameters, unit) {
  const value = (name, axisIndex) => parameters.find(p => p.seriesName === name && p.axisIndex === axisIndex)?.value?.[1];
  const at = parameters[0]?.axisValue ?? 0;
  const rows = [
    ['asked', value('asked', 0), 'dBm'],
    ['signal that came', value('what came', 0), 'dBm'],
    ['predicted', value('predicted', 1), unit],
    ['came', value('what came', 1), unit],
  ].filter(([, v]) => v !== undefined && v !== null);
  return [`${number(at)} s from now`, ...rows.map(([name, v, u]) => `${name}  ${number(v)} ${u}`)].join('\n');
}

byId('carrier').addEventListener('change', () => {
  location.href = `cell?carrier=${encodeURIComponent(byId('carrier').value)}`;
});
byId('cell').addEventListener('change', () => {
  location.href = cellPage(byId('carrier').value, byId('cell').value);
});
byId('quantity').addEventListener('change', () => {
  state.quantity = byId('quantity').value;
  drawAhead();
});
byId('now').addEventListener('input', () => attempt(() => ask(state.asked.visit)));

attempt(start);
