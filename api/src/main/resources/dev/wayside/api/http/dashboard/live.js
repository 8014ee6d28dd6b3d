// Samples as they come, and the prediction that moves with them.

import { carrierPath, get, largestCarrier, list, predict } from './api.js';
import { axis, band, Chart, horizontal, line, rsrpAxis, tooltip } from './chart.js';
import { clock, number, plural, QUANTITIES, scaled, seconds, stepsAhead } from './format.js';
import { beginOfStay, readCsv, readFile, readNumbers } from './log.js';
import { attempt, byId, clearProblem, el, fill, reveal, say, tellEmpty, tellProblem } from './page.js';
import { answer, inWords } from './prediction.js';
import { stepsOf, tripsOf } from './replay.js';
import { colour } from './theme.js';

const TICK_MILLIS = 250;
const SHOWN_SECONDS = 30;
const SHOWN_STEP_SECONDS = 5;
const TYPING_MILLIS = 300;
const PASTED_AT = 0;

const chart = new Chart(byId('moving'));
let settings;
let times;
let player = null;

/** Plays the steps of a log at a multiple of their own speed, and asks as it goes. */
class Player {
  constructor(intervalMillis, excludesOwnDay) {
    this.intervalMillis = intervalMillis;
    this.excludesOwnDay = excludesOwnDay;
    this.steps = [];
    this.pending = [];
    this.passes = 0;
    this.at = 0;
    this.nowMillis = null;
    this.timer = null;
    this.isAsking = false;
  }

  /** Steps that are all known. */
  static ofLog({ steps, intervalMillis }) {
    const made = new Player(intervalMillis, false);
    made.steps = steps;
    return made;
  }

  /** Steps that are read pass by pass. */
  static ofTrip(trip) {
    const made = new Player(settings.sampleIntervalMillis, true);
    made.pending = [...trip.passes];
    made.passes = trip.passes.length;
    return made;
  }

  get isRunning() {
    return this.timer !== null;
  }

  play() {
    this.timer ??= setInterval(() => attemptOrPause(() => this.tick()), TICK_MILLIS);
    showPlaying();
  }

  pause() {
    clearInterval(this.timer);
    this.timer = null;
    showPlaying();
  }

  rewind() {
    this.at = 0;
    this.nowMillis = null;
  }

  async tick() {
    if (this.isAsking) return;
    this.isAsking = true;
    try {
      await this.readAhead();
      if (!this.isRunning) return;
      if (!this.steps.length) throw new Error('This trip is no longer in the history.');
      this.advance();
      await this.ask();
      this.showProgress();
    } finally {
      this.isAsking = false;
    }
  }

  async readAhead() {
    while (this.pending.length && this.at + 5_000 / this.intervalMillis >= this.steps.length - 1) {
      this.steps.push(...await stepsOf(this.pending[0], this.intervalMillis));
      this.pending.shift();
    }
  }

  advance() {
    if (this.nowMillis === null) {
      this.nowMillis = this.steps[0].time + settings.windowLength * settings.sampleIntervalMillis / 2;
    } else {
      this.nowMillis += TICK_MILLIS * Number(byId('speed').value);
    }
    const next = this.steps[this.at + 1];
    // Nothing comes from a tunnel: go on where the log does.
    if (next && next.time > this.nowMillis + 20_000) this.nowMillis = next.time;
    while (this.at + 1 < this.steps.length && this.steps[this.at + 1].time <= this.nowMillis) this.at++;
    if (this.at === this.steps.length - 1 && !this.pending.length) this.pause();
  }

  async ask() {
    const newest = this.steps[this.at];
    const stay = this.steps.slice(beginOfStay(this.steps, this.at), this.at + 1);
    const most = Math.ceil(settings.windowLength * settings.sampleIntervalMillis / this.intervalMillis);
    const [prediction] = await predict([{
      carrier: newest.carrier,
      cell: newest.cell,
      rsrpDbm: stay.slice(-most).map(step => step.rsrpDbm),
      sampleIntervalMillis: this.intervalMillis,
      ...(this.excludesOwnDay ? { excludeDays: [newest.day] } : {}),
    }]);
    show(prediction, `${times.moment(newest.time)} ${times.zone}`, this.recent(newest.time), newest.time);
  }

  recent(nowMillis) {
    return this.steps.filter(step => step.time <= nowMillis + settings.lookAheadMillis
      && step.time >= nowMillis - SHOWN_SECONDS * 1000);
  }

  showProgress() {
    const read = this.passes ? (this.passes - this.pending.length) / this.passes : 1;
    byId('progress').value = this.steps.length ? read * (this.at + 1) / this.steps.length : 0;
  }
}

function attemptOrPause(work) {
  return work().catch(failure => {
    player?.pause();
    tellProblem(failure, () => player?.play());
  });
}

const isKnown = value => value !== null && value !== undefined;

function show(prediction, where, steps, nowMillis) {
  clearProblem();
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
  chart.draw(`The last ${shownSeconds} s of RSRP and the next ${seconds(settings.lookAheadMillis)} of ${title}. ${inWords(prediction)}`, isNarrow => {
    const left = isNarrow ? 46 : 58;
    const forecast = prediction.performance[name];
    const expected = stepsAhead(name, forecast);
    const range = forecast ? expected.map(([x]) => [x, scaled(name, forecast.p10), scaled(name, forecast.p90)]) : [];
    const measured = steps.filter(step => isKnown(step[name]));
    const xs = [0, 1].map(i => horizontal(i ? 's from now; upright lines: change of cell' : '', {
      gridIndex: i, min: -shownSeconds, max: settings.lookAheadMillis / 1000, interval: shownSeconds > 15 ? (isNarrow ? 10 : 5) : 1, axisLabel: { show: i === 1, color: colour('muted') },
    }));
    const marks = {
      silent: true, symbol: 'none', label: { show: false },
      data: [{ xAxis: 0, lineStyle: { color: colour('text'), type: 'solid', width: 1.5 } },
        ...changes.filter(({ xAxis }) => xAxis <= 0).map(mark => ({ ...mark, lineStyle: { color: colour('muted'), type: [2, 3], width: 1 } }))],
    };
    const top = { xAxisIndex: 0, yAxisIndex: 0 };
    const bottom = { xAxisIndex: 1, yAxisIndex: 1 };
    const past = measured.filter(step => at(step) <= 0).map(step => [at(step), scaled(name, step[name])]);
    const came = measured.filter(step => at(step) >= 0).map(step => [at(step), scaled(name, step[name])]);
    return {
      grid: [{ left, right: 16, top: isNarrow ? 84 : 56, bottom: 276 }, { left, right: 16, height: 174, bottom: 46 }],
      legend: {
        top: 0, left: 0, itemWidth: 26, itemHeight: 3, icon: 'rect', selectedMode: false, textStyle: { color: colour('text') },
        data: [
          { name: 'RSRP received', itemStyle: { color: colour('accent') } },
          { name: `${title} measured`, itemStyle: { color: colour('text') } },
          { name: 'predicted', itemStyle: { color: colour('match') } },
          { name: '10 – 90 % of matches', itemStyle: { color: colour('match'), opacity: 0.3 } },
        ],
      },
      tooltip: tooltip(parameters => [`${number(parameters[0].axisValue)} s from now`,
        ...parameters.filter(p => p.seriesName && Array.isArray(p.value)).map(p => `${p.seriesName}  ${number(p.value[1])} ${p.axisIndex ? unit : 'dBm'}`)].join('\n')),
      xAxis: xs,
      yAxis: [rsrpAxis({ gridIndex: 0 }), axis(`${title}, ${unit}`, { gridIndex: 1, min: 0 })],
      series: [
        line('RSRP received', steps.filter(step => at(step) <= 0).map(step => [at(step), step.rsrpDbm]), colour('accent'),
          { ...top, lineStyle: { width: 2.5 }, markLine: marks }),
        line(`${title} measured`, past, colour('text'), { ...bottom, lineStyle: { width: 1.5 } }),
        line('came later', came, colour('text'), { ...bottom, lineStyle: { width: 1.2, type: 'dashed', opacity: 0.7 } }),
        ...band('10 – 90 % of matches', range, colour('match'), bottom),
        line('predicted', expected, colour('match'), { ...bottom, z: 5, lineStyle: { width: 3 }, markLine: marks }),
      ],
    };
  });
}

function showPlaying() {
  const isRunning = Boolean(player?.isRunning);
  byId('play').textContent = isRunning ? 'Pause' : 'Start';
  byId('play').disabled = !player;
  byId('rewind').disabled = !player;
}

function load(made) {
  player?.pause();
  player = made;
  byId('progress').value = 0;
  showPlaying();
}

async function start() {
  const status = await get('v1/status');
  settings = status.settings;
  times = clock(settings.zone);
  const carriers = status.carriers.map(carrier => carrier.carrier);
  if (!carriers.length) {
    tellEmpty();
    return;
  }
  const oneDay = status.carriers.every(carrier => carrier.days.length === 1);
  say(oneDay
    ? 'Send samples and see the prediction move. One day is stored: a replay of it leaves it out and finds nothing; paste samples, or bring a log of another day.'
    : 'Send samples and see the prediction move.');
  reveal();
  fill(byId('trip-carrier'), carriers.map(name => [name, name]), largestCarrier(status));
  byId('carrier-list').replaceChildren(...carriers.map(name => el('option', { value: name })));
  byId('paste-interval').value = settings.sampleIntervalMillis;
  byId('paste-carrier').value = largestCarrier(status);
  await Promise.all([offerTrips(), offerCells()]);
}

async function offerTrips() {
  const offered = await tripsOf(byId('trip-carrier').value);
  fill(byId('trip'), offered.map((trip, i) => [i,
    `${times.moment(trip.passes[0].start).slice(0, 16)}, ${plural(trip.passes.length, 'cell')}`]), 0);
  const choose = () => load(Player.ofTrip(offered[byId('trip').value]));
  byId('trip').onchange = choose;
  if (source() === 'trip') choose();
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
  document.querySelectorAll('[data-source]').forEach(part => { part.hidden = part.dataset.source !== source(); });
  byId('player').hidden = byId('progress').hidden = source() === 'paste';
  load(null);
  clearProblem();
  if (source() === 'trip') byId('trip').onchange?.();
  if (source() === 'file' && byId('file').files.length) openFile();
  if (source() === 'paste') predictPasted();
}

const openFile = () => attempt(async () => {
  load(null);
  const log = await readFile(byId('file').files[0]);
  byId('file-note').textContent = `${plural(log.steps.length, 'row')} of ${log.steps[0].carrier}, one every ${log.intervalMillis} ms.`;
  load(Player.ofLog(log));
});

let typing;
let pasteRequest = new AbortController();

function predictPasted() {
  clearTimeout(typing);
  typing = setTimeout(() => attempt(askPasted), TYPING_MILLIS);
}

async function askPasted() {
  const text = byId('paste').value.trim();
  if (!text) return;
  if (text.includes('rsrp_dbm')) {
    const log = readCsv(text, 'What was pasted');
    byId('player').hidden = byId('progress').hidden = false;
    byId('paste-note').textContent = `A log of ${plural(log.steps.length, 'row')}: press Start to play it.`;
    load(Player.ofLog(log));
    return;
  }
  const dbm = readNumbers(text);
  const intervalMillis = Number(byId('paste-interval').value);
  const [carrier, cell] = [byId('paste-carrier').value, byId('paste-cell').value];
  pasteRequest.abort();
  pasteRequest = new AbortController();
  const [prediction] = await predict([{ carrier, cell, rsrpDbm: dbm, sampleIntervalMillis: intervalMillis }],
    { signal: pasteRequest.signal });
  const steps = dbm.map((rsrpDbm, i) => ({ time: PASTED_AT - (dbm.length - 1 - i) * intervalMillis, cell, rsrpDbm, downlinkBps: null }));
  byId('paste-note').textContent = `${plural(dbm.length, 'sample')}, ${seconds(dbm.length * intervalMillis)}. The prediction follows as you type.`;
  show(prediction, `${plural(dbm.length, 'sample')} pasted`, steps, PASTED_AT);
}

document.querySelectorAll('input[name="source"]').forEach(radio => radio.addEventListener('change', changeSource));
byId('trip-carrier').addEventListener('change', () => attempt(offerTrips));
byId('file').addEventListener('change', openFile);
for (const id of ['paste', 'paste-carrier', 'paste-cell', 'paste-interval']) byId(id).addEventListener('input', predictPasted);
byId('paste-carrier').addEventListener('change', () => attempt(offerCells));
byId('play').addEventListener('click', () => player?.isRunning ? player.pause() : player?.play());
byId('rewind').addEventListener('click', () => {
  player?.rewind();
  if (player && !player.isRunning) player.play();
});
showPlaying();

attempt(start);
