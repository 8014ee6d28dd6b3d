// What the store holds, and what is being written to it.

import { get } from './api.js';
import { bytes, clock, count, plural, seconds } from './format.js';
import { attempt, byId, el, reveal, say, svg, table, tellEmpty, tile } from './page.js';
import { cellPage } from './api.js';
import { isAsked } from './token.js';

const REFRESH_MILLIS = 5_000;
const DAY_PIXELS = 34;
const MAX_DAYS = 366;
const DAY_MILLIS = 86_400_000;

const sum = (carriers, of) => carriers.reduce((total, carrier) => total + of(carrier), 0);
const union = carriers => [...new Set(carriers.flatMap(carrier => carrier.days))].sort();

function show(status) {
  const { moment, zone } = clock(status.settings.zone);
  const { carriers } = status;
  byId('empty')?.remove();
  if (!carriers.length) {
    tellEmpty();
    say(`The history is empty. Looked at ${moment(Date.now())} ${zone}.`);
    return;
  }
  reveal();
  say(`As of ${moment(status.countedAt)} ${zone}.`);
  byId('totals').replaceChildren(
    tile('Carriers', count(carriers.length)),
    tile('Cells', count(sum(carriers, c => c.cells))),
    tile('Days', count(union(carriers).length)),
    tile('Visits', count(sum(carriers, c => c.visits))),
    tile('Windows', count(sum(carriers, c => c.windows))),
    tile('On disk', ...(status.diskBytes ? bytes(status.diskBytes).split(' ') : ['–'])),
  );
  byId('carriers').replaceChildren(
    table(
      [
        ['Carrier', c => c.carrier],
        ['Cells', c => count(c.cells), true],
        ['Days', c => count(c.days.length), true],
        ['Trips', c => count(c.traces), true],
        ['Visits', c => count(c.visits), true],
        ['Samples', c => count(c.samples), true],
        ['Windows', c => count(c.windows), true],
        ['Handovers', c => count(c.handovers.SUCCESS), true],
        ['Failures', c => count(c.handovers.FAILURE), true],
        ['Outages', c => count(c.handovers.OUTAGE), true],
        [`Newest visit ended (${zone})`, c => (c.newestVisit ? moment(c.newestVisit.end) : '–')],
        ['In cell', c => (c.newestVisit ? el('a', { href: cellPage(c.carrier, c.newestVisit.cell) }, c.newestVisit.cell) : '–')],
      ],
      carriers,
    ),
  );
  showDays(carriers);
  byId('ingest').replaceChildren(
    ...facts([
      ['Since', `${moment(status.ingest.since)} ${zone}`],
      ['Visits', count(status.ingest.visits)],
      ['Samples', count(status.ingest.samples)],
      ['Windows', count(status.ingest.windows)],
      ['Handovers', count(status.ingest.handovers)],
      ['Last write', status.ingest.lastWrite ? `${moment(status.ingest.lastWrite)} ${zone}` : 'none yet'],
    ]),
  );
  const { settings } = status;
  byId('settings').replaceChildren(
    ...facts([
      ['Sampling grid', `${settings.sampleIntervalMillis} ms`],
      ['Window', `${plural(settings.windowLength, 'sample')} (${seconds(settings.windowLength * settings.sampleIntervalMillis)})`],
      ['Stride', plural(settings.windowStride, 'sample')],
      ['Look-ahead', seconds(settings.lookAheadMillis)],
      ['Time zone', zone],
    ]),
  );
}

const facts = pairs => pairs.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]);

/** A mark for each day that has visits, on the calendar from the first to the last. */
function showDays(carriers) {
  const days = union(carriers);
  const last = Date.parse(days.at(-1));
  const first = Math.max(Date.parse(days[0]), last - (MAX_DAYS - 1) * DAY_MILLIS);
  const length = (last - first) / DAY_MILLIS + 1;
  const strips = carriers.flatMap(carrier => {
    const shown = carrier.days.map(day => (Date.parse(day) - first) / DAY_MILLIS).filter(i => i >= 0);
    return [
      el('span', {}, carrier.carrier),
      svg(
        'svg',
        {
          viewBox: `0 0 ${length} 1`,
          width: length * DAY_PIXELS,
          preserveAspectRatio: 'none',
          role: 'img',
          'aria-label': `${carrier.carrier}: ${plural(carrier.days.length, 'day')}, ${carrier.days[0]} to ${carrier.days.at(-1)}`,
        },
        svg('rect', { x: 0, y: 0, width: length, height: 1, class: 'none' }),
        ...shown.map(i => svg('rect', { x: i + 0.04, y: 0, width: 0.92, height: 1, class: 'day' })),
      ),
    ];
  });
  const from = new Date(first).toISOString().slice(0, 10);
  byId('days').replaceChildren(
    el(
      'p',
      { class: 'muted' },
      length === 1
        ? `All on ${from}. Predictions compare days: with a second one they begin.`
        : `${from} to ${days.at(-1)}; filled where there are visits.`,
    ),
    el('div', { class: 'strip' }, ...strips),
  );
}

const refresh = () => attempt(async () => show(await get('v1/status')));

byId('now').addEventListener('click', refresh);
setInterval(() => {
  if (byId('refresh').checked && !document.hidden && !isAsked()) refresh();
}, REFRESH_MILLIS);
refresh();
