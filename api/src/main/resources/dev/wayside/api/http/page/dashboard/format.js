// Numbers, times and units as people read them.

export const QUANTITIES = {
  rsrpDbm: { name: 'RSRP', unit: 'dBm', scale: 1 },
  downlinkBps: { name: 'Downlink', unit: 'Mbit/s', scale: 1e-6 },
  uplinkBps: { name: 'Uplink', unit: 'Mbit/s', scale: 1e-6 },
  rttMillis: { name: 'RTT', unit: 'ms', scale: 1 },
  loss: { name: 'Loss', unit: '%', scale: 100 },
};

const counts = new Intl.NumberFormat('en');

export const count = n => counts.format(n);
export const plural = (n, one, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;
export const percent = share => `${Math.round(share * 100)} %`;

/** Three significant digits, no exponent. */
export function number(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 || size === 0 ? 2 : 3;
  return new Intl.NumberFormat('en', { minimumFractionDigits: 0, maximumFractionDigits: digits }).format(value);
}

/** With a fixed number of decimals, so that a column lines up. */
export const fixed = (value, digits) =>
  value === null || value === undefined
    ? '–'
    : new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

export const scaled = (quantity, value) => (value === null || value === undefined ? null : value * QUANTITIES[quantity].scale);

/** The steps of a forecast that were measured, as [seconds from now, value in the unit it is shown in]. */
export const stepsAhead = (quantity, forecast, column = 'values') =>
  (forecast?.series[column] ?? [])
    .map((value, i) => [((i + 1) * forecast.series.stepMillis) / 1000, value])
    .filter(([, value]) => value !== null)
    .map(([ahead, value]) => [ahead, scaled(quantity, value)]);

export const measure = (quantity, value) => `${number(scaled(quantity, value))} ${QUANTITIES[quantity].unit}`;

export function bytes(n) {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let i = 0;
  for (; n >= 1000 && i < units.length - 1; i++) n /= 1000;
  return `${number(n)} ${units[i]}`;
}

/** Formats moments in the store's zone. */
export function clock(zone) {
  const parts = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  };
  const format = timeZone => new Intl.DateTimeFormat('sv-SE', { ...parts, timeZone });
  let formatter;
  let name = zone === 'Z' ? 'UTC' : zone;
  try {
    formatter = format(name);
  } catch {
    // A zone the browser does not know.
    formatter = format('UTC');
    name = 'UTC';
  }
  const moment = time => formatter.format(new Date(time));
  return { moment, time: t => moment(t).slice(11), zone: name };
}

export const seconds = millis => `${number(millis / 1000)} s`;
