// Samples as they come, and the prediction that moves with them: one stream to the service for all carriers.

import { carrierPath, get, largestCarrier, list } from './api.js';
import { axis, band, Chart, horizontal, line, rsrpAxis, tooltip } from './chart.js';
import { clock, number, percent, plural, QUANTITIES, scaled, seconds, stepsAhead } from './format.js';
import { readCsv, readFile, readNumbers } from './log.js';
import { attempt, byId, choice, clearProblem, el, fill, reveal, say, table, tellEmpty, tellProblem } from './page.js';
import { Player } from './player.js';
import { answer, inWords } from './prediction.js';
import { riddenTogether, tripsOf } from './replay.js';
import { Stream } from './stream.js';
import { colour } from './theme.js';

const SHOWN_SECONDS = 30;
const SHOWN_STEP_SECONDS = 5;
const TYPING_MILLIS = 300;
const PASTED_AT = 0;
/** So long a problem with a sample can be read while others go on. */
const PROBLEM_MILLIS = 3_000;
const MAX_CARRIERS = 5;
/** Pasted numbers that are sent at most: a message has at most 100,000 bytes. */
const MAX_PASTED = 5_000;

const chart = new Chart(byId('moving'));
/** The state of the page. */
const state = {
  settings: null,
  times: null,
  player: null,
  focus: null,
  pasted: null,
  isDrawing: false,
  countdown: null,
  toldAt: 0,
  typing: null,
};
const predictions = new Map();
const tripsByCarrier = new Map();

const stream = new Stream({
  onState: showConnection,
  onMessage: take,
  onRefused: failure => {
    state.player?.pause();
    tellProblem(failure, () => stream.connectNow());
  },
});

function showConnection(connection, untilMillis) {
  clearInterval(state.countdown);
  const text = byId('connection-state');
  byId('connection').className = `connection ${connection}`;
  byId('connect').hidden = connection !== 'waiting';
  if (connection === 'waiting') {
    const tell = () => {
      text.textContent = `Connection lost; trying again in ${Math.max(0, Math.ceil((untilMillis - Date.now()) / 1000))} s`;
    };
    tell();
    state.countdown = setInterval(tell, 1000);
    return;
  }
  text.textContent = { connecting: 'Connecting …', open: 'Connected', refused: 'Not connected' }[connection];
  if (connection === 'open') {
    predictions.clear();
    state.player?.sendReset();
    if (state.pasted) sendPasted();
  }
}

function take({ prediction, problem }) {
  if (problem) {
    state.toldAt = Date.now();
    tellProblem(new Error(`${problem.title}: ${problem.detail}`));
    return;
  }
  predictions.set(prediction.carrier, prediction);
  drawSoon();
}

/** At most once a frame, however many predictions come. */
function drawSoon() {
  if (state.isDrawing) return;
  state.isDrawing = true;
  requestAnimationFrame(() => {
    state.isDrawing = false;
    if (state.pasted) drawPasted();
    else if (state.player) drawPlayed();
  });
}

const how = {
  speed: () => Number(byId('speed').value),
  onTick: () => {
    const most = track => Math.ceil((state.settings.windowLength * state.settings.sampleIntervalMillis) / track.intervalMillis) + 1;
    if (Date.now() - state.toldAt > PROBLEM_MILLIS) clearProblem();
    if (stream.isOpen) {
      state.player.tracks.flatMap(track => track.takeMessages(most(track))).forEach(message => stream.send(message));
    }
    drawSoon();
  },
  onChange: () => showPlaying(),
  onFailure: failure => tellProblem(failure, () => state.player?.play()),
};

/** The prediction for where a track is; none while that of another cell is the last. */
function predictionFor(track) {
  const prediction = predictions.get(track.carrier);
  return prediction && prediction.cell === track.newest?.cell ? prediction : null;
}

function drawPlayed() {
  byId('progress').value = state.player.share;
  showTogether();
  const track = state.player.track(state.focus) ?? state.player.tracks[0];
  const { newest } = track;
  const prediction = predictionFor(track);
  if (!newest || !prediction) return;
  const nowMillis = newest.time;
  const recent = track.steps.filter(
    step => step.time <= nowMillis + state.settings.lookAheadMillis && step.time >= nowMillis - SHOWN_SECONDS * 1000,
  );
  show(prediction, `${state.times.moment(nowMillis)} ${state.times.zone}`, recent, nowMillis);
}

/** A row per carrier, where there are several. */
function showTogether() {
  byId('together').hidden = state.player === null || state.player.tracks.length < 2;
  if (byId('together').hidden) return;
  const known = (track, of) => {
    const prediction = predictionFor(track);
    return (prediction && !prediction.reason ? of(prediction) : null) ?? '–';
  };
  const mean = name => track => known(track, p => (p.performance[name] ? number(scaled(name, p.performance[name].mean)) : null));
  byId('carriers-now').replaceChildren(
    table(
      [
        ['Carrier', track => track.carrier],
        ['Cell', track => track.newest?.cell ?? '–'],
        ['RSRP, dBm', track => number(track.newest?.rsrpDbm), true],
        ['Confidence', track => known(track, p => number(p.confidence)), true],
        ['Downlink, Mbit/s', mean('downlinkBps'), true],
        ['RTT, ms', mean('rttMillis'), true],
        ['Handover', track => known(track, p => (p.handover ? percent(p.handover.share) : null)), true],
        ['Failure or outage', track => known(track, p => (p.outage ? percent(p.outage.share) : null)), true],
      ],
      state.player.tracks,
    ),
  );
  [...byId('carriers-now').querySelectorAll('tbody tr')].forEach((row, i) =>
    row.classList.toggle('focus', state.player.tracks[i].carrier === state.focus),
  );
}

function offerCarriers() {
  const names = state.player ? state.player.tracks.map(track => track.carrier) : [];
  if (!names.includes(state.focus)) [state.focus] = names;
  choice(
    byId('carriers'),
    'carrier',
    names.map(name => [name, name]),
    state.focus,
    chosen => {
      state.focus = chosen;
      drawSoon();
    },
  );
}

const isKnown = value => value !== null && value !== undefined;

function show(prediction, where, steps, nowMillis) {
  byId('moving').hidden = false;
  byId('where').textContent = `${where} · ${prediction.carrier}/${prediction.cell}`;
  byId('answer').replaceChildren(...answer(prediction));
  const at = step => (step.time - nowMillis) / 1000;
  const name = prediction.performance.downlinkBps || steps.some(step => isKnown(step.downlinkBps)) ? 'downlinkBps' : 'rttMillis';
  const { unit } = QUANTITIES[name];
  const title = QUANTITIES[name].name;
  const span = steps.length ? -at(steps[0]) : 0;
  const shownSeconds = Math.min(SHOWN_SECONDS, Math.max(1, Math.ceil(span / SHOWN_STEP_SECONDS)) * SHOWN_STEP_SECONDS);
  const changes = steps.filter((step, i) => i && step.cell !== steps[i - 1].cell).map(step => ({ xAxis: at(step) }));
  chart.draw(
    `The last ${shownSeconds} s of RSRP and the next ${seconds(state.settings.lookAheadMillis)} of ${title}. ${inWords(prediction)}`,
    isNarrow => {
      const left = isNarrow ? 46 : 58;
      const forecast = prediction.performance[name];
      const expected = stepsAhead(name, forecast);
      const highest = stepsAhead(name, forecast, 'p90');
      const range = stepsAhead(name, forecast, 'p10').map(([x, low], i) => [x, low, highest[i][1]]);
      const measured = steps.filter(step => isKnown(step[name]));
      const xs = [0, 1].map(i =>
        horizontal(i ? 's from now; upright lines: change of cell' : '', {
          gridIndex: i,
          min: -shownSeconds,
          max: state.settings.lookAheadMillis / 1000,
          interval: shownSeconds > 15 ? (isNarrow ? 10 : 5) : 1,
          axisLabel: { show: i === 1, color: colour('muted') },
        }),
      );
      const marks = {
        silent: true,
        symbol: 'none',
        label: { show: false },
        data: [
          { xAxis: 0, lineStyle: { color: colour('text'), type: 'solid', width: 1.5 } },
          ...changes
            .filter(({ xAxis }) => xAxis <= 0)
            .map(mark => ({ ...mark, lineStyle: { color: colour('muted'), type: [2, 3], width: 1 } })),
        ],
      };
      const top = { xAxisIndex: 0, yAxisIndex: 0 };
      const bottom = { xAxisIndex: 1, yAxisIndex: 1 };
      const past = measured.filter(step => at(step) <= 0).map(step => [at(step), scaled(name, step[name])]);
      const came = measured.filter(step => at(step) >= 0).map(step => [at(step), scaled(name, step[name])]);
      return {
        grid: [
          { left, right: 16, top: isNarrow ? 84 : 56, bottom: 276 },
          { left, right: 16, height: 174, bottom: 46 },
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
            { name: 'RSRP received', itemStyle: { color: colour('accent') } },
            { name: `${title} measured`, itemStyle: { color: colour('text') } },
            { name: 'predicted', itemStyle: { color: colour('match') } },
            { name: '10 – 90 % of matches', itemStyle: { color: colour('match'), opacity: 0.3 } },
          ],
        },
        tooltip: tooltip(parameters =>
          [
            `${number(parameters[0].axisValue)} s from now`,
            ...parameters
              .filter(p => p.seriesName && Array.isArray(p.value))
              .map(p => `${p.seriesName}  ${number(p.value[1])} ${p.axisIndex ? unit : 'dBm'}`),
          ].join('\n'),
        ),
        xAxis: xs,
        yAxis: [rsrpAxis({ gridIndex: 0 }), axis(`${title}, ${unit}`, { gridIndex: 1, min: 0 })],
        series: [
          line(
            'RSRP received',
            steps.filter(step => at(step) <= 0).map(step => [at(step), step.rsrpDbm]),
            colour('accent'),
            { ...top, lineStyle: { width: 2.5 }, markLine: marks },
          ),
          line(`${title} measured`, past, colour('text'), { ...bottom, lineStyle: { width: 1.5 } }),
          line('came later', came, colour('text'), { ...bottom, lineStyle: { width: 1.2, type: 'dashed', opacity: 0.7 } }),
          ...band('10 – 90 % of matches', range, colour('match'), { ...bottom, id: 'band' }),
          line('predicted', expected, colour('match'), { ...bottom, z: 5, lineStyle: { width: 3 }, markLine: marks }),
        ],
      };
    },
  );
}

function showPlaying() {
  const isRunning = Boolean(state.player?.isRunning);
  byId('play').textContent = isRunning ? 'Pause' : 'Start';
  byId('play').disabled = !state.player;
  byId('rewind').disabled = !state.player;
}

function load(made) {
  state.player?.pause();
  state.player = made;
  state.pasted = null;
  byId('progress').value = 0;
  offerCarriers();
  byId('together').hidden = true;
  showPlaying();
}

async function start() {
  const status = await get('v1/status');
  state.settings = status.settings;
  state.times = clock(state.settings.zone);
  const carriers = status.carriers.map(carrier => carrier.carrier);
  if (!carriers.length) {
    tellEmpty();
    return;
  }
  const oneDay = status.carriers.every(carrier => carrier.days.length === 1);
  say(
    oneDay
      ? 'Send samples and see the prediction move. One day is stored: a replay of it leaves it out and finds nothing; paste samples, or bring a log of another day.'
      : 'Send samples and see the prediction move.',
  );
  reveal();
  stream.connectNow();
  fill(
    byId('trip-carrier'),
    carriers.map(name => [name, name]),
    largestCarrier(status),
  );
  byId('carrier-list').replaceChildren(...carriers.map(name => el('option', { value: name })));
  byId('paste-interval').value = state.settings.sampleIntervalMillis;
  byId('paste-carrier').value = largestCarrier(status);
  await Promise.all([offerTrips(), offerCells()]);
}

/** Those of the chosen carrier at once; those of the others when one of them is played. */
async function trips(carrier) {
  if (!tripsByCarrier.has(carrier)) tripsByCarrier.set(carrier, await tripsOf(carrier));
  return tripsByCarrier.get(carrier);
}

async function offerTrips() {
  const carrier = byId('trip-carrier').value;
  const offered = await trips(carrier);
  if (byId('trip-carrier').value !== carrier) return;
  fill(
    byId('trip'),
    offered.map((trip, i) => [
      i,
      `${state.times.moment(trip.passes[0].start).slice(0, 16)}, ${plural(trip.passes.length, 'cell')}`,
    ]),
    0,
  );
  const choose = () => attempt(() => chooseTrip(offered[byId('trip').value]));
  byId('trip').onchange = choose;
  if (source() === 'trip') await choose();
}

async function chooseTrip(trip) {
  load(null);
  const carriers = [...byId('trip-carrier').options].map(option => option.value).slice(0, MAX_CARRIERS);
  for (const carrier of carriers) await trips(carrier);
  if (source() !== 'trip') return;
  state.focus = trip.carrier;
  const together = new Map(carriers.map(carrier => [carrier, tripsByCarrier.get(carrier)]));
  load(Player.ofTrips(riddenTogether(trip, together), state.settings.sampleIntervalMillis, how));
}

async function offerCells() {
  const carrier = byId('paste-carrier').value;
  if (!carrier) return;
  const cells = await list(`${carrierPath(carrier)}/cells`, { limit: 1000, most: 1000 });
  byId('cell-list').replaceChildren(...cells.items.map(id => el('option', { value: id })));
  if (!byId('paste-cell').value) byId('paste-cell').value = cells.items[cells.items.length >> 1] ?? '';
}

const source = () => document.querySelector('input[name="source"]:checked').value;

function changeSource() {
  document.querySelectorAll('[data-source]').forEach(part => {
    part.hidden = part.dataset.source !== source();
  });
  byId('player').hidden = byId('progress').hidden = source() === 'paste';
  load(null);
  clearProblem();
  if (source() === 'trip') byId('trip').onchange?.();
  if (source() === 'file' && byId('file').files.length) openFile();
  if (source() === 'paste') predictPasted();
}

const openFile = () =>
  attempt(async () => {
    load(null);
    const log = await readFile(byId('file').files[0]);
    byId('file-note').textContent =
      `${plural(log.rows, 'row')} of ${log.logs.map(of => of.carrier).join(', ')}, one every ${log.intervalMillis} ms.`;
    load(Player.ofLogs(log.logs, log.intervalMillis, how));
  });

function predictPasted() {
  clearTimeout(state.typing);
  state.typing = setTimeout(() => attempt(askPasted), TYPING_MILLIS);
}

async function askPasted() {
  const text = byId('paste').value.trim();
  if (!text) return;
  if (text.includes('rsrp_dbm')) {
    const log = readCsv(text, 'What was pasted');
    byId('player').hidden = byId('progress').hidden = false;
    byId('paste-note').textContent = `A log of ${plural(log.rows, 'row')}: press Start to play it.`;
    load(Player.ofLogs(log.logs, log.intervalMillis, how));
    return;
  }
  const dbm = readNumbers(text);
  const intervalMillis = Number(byId('paste-interval').value);
  load(null);
  state.pasted = { carrier: byId('paste-carrier').value, cell: byId('paste-cell').value, dbm, intervalMillis };
  byId('paste-note').textContent =
    `${plural(dbm.length, 'sample')}, ${seconds(dbm.length * intervalMillis)}. The prediction follows as you type.`;
  sendPasted();
}

/** Sends all pasted samples again; drawn at once too, since a prediction that stays the same is not sent again. */
function sendPasted() {
  const { carrier, cell, dbm, intervalMillis } = state.pasted;
  clearProblem();
  stream.send({ carrier, cell, rsrpDbm: dbm.slice(-MAX_PASTED), sampleIntervalMillis: intervalMillis, bands: true, reset: true });
  drawSoon();
}

function drawPasted() {
  const { carrier, cell, dbm, intervalMillis } = state.pasted;
  const prediction = predictions.get(carrier);
  if (prediction?.cell !== cell) return;
  const steps = dbm.map((rsrpDbm, i) => ({
    time: PASTED_AT - (dbm.length - 1 - i) * intervalMillis,
    cell,
    rsrpDbm,
    downlinkBps: null,
  }));
  show(prediction, `${plural(dbm.length, 'sample')} pasted`, steps, PASTED_AT);
}

document.querySelectorAll('input[name="source"]').forEach(radio => radio.addEventListener('change', changeSource));
byId('trip-carrier').addEventListener('change', () => attempt(offerTrips));
byId('file').addEventListener('change', openFile);
for (const id of ['paste', 'paste-carrier', 'paste-cell', 'paste-interval']) byId(id).addEventListener('input', predictPasted);
byId('paste-carrier').addEventListener('change', () => attempt(offerCells));
byId('play').addEventListener('click', () => (state.player?.isRunning ? state.player.pause() : state.player?.play()));
byId('rewind').addEventListener('click', () => {
  state.player?.rewind();
  if (state.player && !state.player.isRunning) state.player.play();
});
byId('connect').addEventListener('click', () => stream.connectNow());
showPlaying();

attempt(start);
