// What one prediction says, in words and figures.

import { el, tile } from './page.js';
import { measure, number, percent, plural, QUANTITIES, scaled, seconds } from './format.js';

const REASONS = {
  'unknown-cell': 'The history has no visit to this cell.',
  'too-few-samples': 'Too few samples in this cell yet: at least a fifth of a window is needed.',
  'no-match': 'No past visit to this cell is long enough to compare.',
};

export const reasonOf = prediction =>
  REASONS[prediction.reason] ?? `No prediction: ${String(prediction.reason).replaceAll('-', ' ')}.`;

function performanceTile(prediction, quantity) {
  const forecast = prediction.performance[quantity];
  if (!forecast) return null;
  const { name, unit } = QUANTITIES[quantity];
  return tile(
    name,
    number(scaled(quantity, forecast.mean)),
    unit,
    `${number(scaled(quantity, forecast.p10))} – ${number(scaled(quantity, forecast.p90))}`,
  );
}

const riskTile = (name, risk) =>
  risk
    ? tile(
        name,
        percent(risk.share),
        '',
        risk.medianTimeToEventMillis === undefined
          ? `history: ${percent(risk.historyShare)}`
          : `in ${seconds(risk.medianTimeToEventMillis)}; history: ${percent(risk.historyShare)}`,
      )
    : null;

/** The prediction as tiles; why there is none, if so. */
export function answer(prediction) {
  if (prediction.reason) return [el('p', { class: 'notice' }, reasonOf(prediction))];
  const confidence = tile(
    'Confidence',
    number(prediction.confidence),
    '',
    `${prediction.matchesUnderThreshold} of ${prediction.k} near enough, ${plural(prediction.distinctDays, 'day')}`,
  );
  confidence.classList.add('wide');
  confidence.append(el('meter', { min: 0, max: 1, value: prediction.confidence, 'aria-hidden': 'true' }));
  const tiles = [
    confidence,
    ...['downlinkBps', 'uplinkBps', 'rttMillis', 'loss'].map(quantity => performanceTile(prediction, quantity)),
    riskTile('Handover', prediction.handover),
    riskTile('Failure or outage', prediction.outage),
  ].filter(Boolean);
  return [
    el(
      'p',
      { class: 'muted' },
      `The next ${seconds(prediction.lookAheadMillis)}, by ${plural(prediction.samplesUsed, 'sample')}` +
        (prediction.shortWindow ? ', a short window so soon after entering the cell' : '') +
        '. Ranges hold 10 – 90 % of the matches.',
    ),
    el('div', { class: 'tiles' }, ...tiles),
  ];
}

/** One line for labels read aloud. */
export function inWords(prediction) {
  if (prediction.reason) return reasonOf(prediction);
  const downlink = prediction.performance.downlinkBps;
  return (
    `Confidence ${number(prediction.confidence)}` +
    (downlink ? `, downlink ${measure('downlinkBps', downlink.mean)}` : '') +
    (prediction.handover ? `, handover ${percent(prediction.handover.share)}` : '') +
    (prediction.outage ? `, failure or outage ${percent(prediction.outage.share)}` : '')
  );
}

/** The value below which `share` of the weight lies. */
export function weightedQuantile(values, weights, share) {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let below = 0;
  for (const i of order) {
    below += weights[i];
    if (below >= share * total) return values[i];
  }
  return values[order.at(-1)];
}
