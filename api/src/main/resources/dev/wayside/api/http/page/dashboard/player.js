// Plays logs, one per carrier, at a multiple of their own speed.

import { beginOfStay } from './log.js';
import { stepsOf } from './replay.js';

const TICK_MILLIS = 250;
const READ_AHEAD_MILLIS = 5_000;
/** Nothing comes from a tunnel: after so long without a sample the play goes on where a log does. */
const MAX_SILENCE_MILLIS = 20_000;

/** The log of one carrier's phone, and how far it was played and sent. */
class Track {
  constructor(carrier, intervalMillis, { steps = [], passes = [], excludesOwnDay = false }) {
    this.carrier = carrier;
    this.intervalMillis = intervalMillis;
    this.excludesOwnDay = excludesOwnDay;
    this.steps = steps;
    this.pending = [...passes];
    this.passes = passes.length;
    this.rewind();
  }

  rewind() {
    this.at = -1;
    this.sent = -1;
  }

  /** Reads the passes that are played within the next seconds. */
  async readUpTo(millis) {
    while (this.pending.length && this.pending[0].startMillis <= millis) {
      this.steps.push(...(await stepsOf(this.pending.shift(), this.intervalMillis)));
    }
  }

  /** When the next sample comes, Infinity after the last. */
  get nextMillis() {
    return this.steps[this.at + 1]?.time ?? this.pending[0]?.startMillis ?? Infinity;
  }

  advanceTo(millis) {
    while (this.at + 1 < this.steps.length && this.steps[this.at + 1].time <= millis) this.at++;
  }

  get newest() {
    return this.steps[this.at] ?? null;
  }

  get share() {
    const read = this.passes ? (this.passes - this.pending.length) / this.passes : 1;
    return this.steps.length ? (read * (this.at + 1)) / this.steps.length : 0;
  }

  /** Messages with the samples not sent yet, at most the newest `most` of the present stay. */
  takeMessages(most) {
    if (this.at === this.sent || this.at < 0) return [];
    const stay = beginOfStay(this.steps, this.at);
    const from = Math.max(stay, this.sent + 1, this.at + 1 - most);
    const follows = this.sent >= stay && from === this.sent + 1;
    this.sent = this.at;
    const { cell, day } = this.newest;
    return [
      {
        carrier: this.carrier,
        cell,
        rsrpDbm: this.steps.slice(from, this.at + 1).map(step => step.rsrpDbm),
        sampleIntervalMillis: this.intervalMillis,
        bands: true,
        ...(follows ? {} : { reset: true }),
        ...(this.excludesOwnDay ? { excludeDays: [day] } : {}),
      },
    ];
  }
}

/** Plays tracks on one clock: `onTick` sends and draws, `onChange` is called when it starts or stops. */
export class Player {
  constructor(tracks, { speed, onTick, onChange, onFailure }) {
    Object.assign(this, { tracks, speed, onTick, onChange, onFailure });
    this.nowMillis = null;
    this.timer = null;
    this.isBusy = false;
  }

  /** Logs that are all known, [{ carrier, steps }]. */
  static ofLogs(logs, intervalMillis, how) {
    return new Player(
      logs.map(({ carrier, steps }) => new Track(carrier, intervalMillis, { steps })),
      how,
    );
  }

  /** Trips that are read pass by pass, [{ carrier, passes }]; their own day is left out of the answers. */
  static ofTrips(trips, intervalMillis, how) {
    return new Player(
      trips.map(({ carrier, passes }) => new Track(carrier, intervalMillis, { passes, excludesOwnDay: true })),
      how,
    );
  }

  get isRunning() {
    return this.timer !== null;
  }

  play() {
    if (this.tracks.every(track => track.nextMillis === Infinity)) this.rewind();
    this.timer ??= setInterval(
      () =>
        this.tick().catch(failure => {
          this.pause();
          this.onFailure(failure);
        }),
      TICK_MILLIS,
    );
    this.onChange();
  }

  pause() {
    clearInterval(this.timer);
    this.timer = null;
    this.onChange();
  }

  rewind() {
    this.nowMillis = null;
    this.tracks.forEach(track => track.rewind());
  }

  /** Starts a new series: the service forgets samples when a connection is lost. */
  sendReset() {
    this.tracks.forEach(track => {
      track.sent = -1;
    });
  }

  async tick() {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      const next = Math.min(...this.tracks.map(track => track.nextMillis));
      if (next === Infinity) {
        this.pause();
        if (!this.tracks.some(track => track.steps.length)) throw new Error('This trip is no longer in the history.');
        return;
      }
      this.nowMillis = this.nowMillis === null ? next : this.nowMillis + TICK_MILLIS * this.speed();
      if (next > this.nowMillis + MAX_SILENCE_MILLIS) this.nowMillis = next;
      await Promise.all(this.tracks.map(track => track.readUpTo(this.nowMillis + READ_AHEAD_MILLIS)));
      if (!this.isRunning) return;
      this.tracks.forEach(track => track.advanceTo(this.nowMillis));
      this.onTick();
    } finally {
      this.isBusy = false;
    }
  }

  track(carrier) {
    return this.tracks.find(track => track.carrier === carrier) ?? null;
  }

  get share() {
    return Math.max(...this.tracks.map(track => track.share));
  }
}
