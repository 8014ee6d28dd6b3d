// Reads a log in this browser: a canonical CSV, gzipped or not, or just numbers.

const MAX_BYTES = 50_000_000;
const NEEDED = ['time', 'carrier', 'cell', 'rsrp_dbm'];
const MAX_GAP_MILLIS = 3_000;

export async function readFile(file) {
  if (file.size > MAX_BYTES) throw new Error(`${file.name} is larger than ${MAX_BYTES / 1e6} MB.`);
  const isGzip = file.name.endsWith('.gz');
  const stream = isGzip ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream();
  let text;
  try {
    text = await new Response(stream).text();
  } catch {
    throw new Error(`${file.name} cannot be read${isGzip ? ': it is not gzip, or is cut off' : ''}.`);
  }
  return readCsv(text, file.name);
}

/** The logs of the carriers in it, [{ carrier, steps }]: a step per row with a cell and a signal, in order of time. */
export function readCsv(text, name) {
  const [head, ...lines] = text.split(/\r?\n/);
  const columns = head.split(',').map(column => column.trim());
  const missing = NEEDED.filter(column => !columns.includes(column));
  if (missing.length) throw new Error(`${name} has no column ${missing.join(', ')}; it begins with “${head.slice(0, 80)}”.`);
  const index = Object.fromEntries(columns.map((column, i) => [column, i]));
  const value = (fields, column) => {
    const field = fields[index[column]];
    return field === undefined || field === '' ? null : Number(field);
  };
  const byCarrier = new Map();
  for (const line of lines) {
    const fields = line.split(',');
    const [time, carrier, cell] = [Date.parse(fields[index.time]), fields[index.carrier], fields[index.cell]];
    const rsrpDbm = value(fields, 'rsrp_dbm');
    if (Number.isNaN(time) || !carrier || !cell || rsrpDbm === null || !(rsrpDbm >= -156 && rsrpDbm <= -31)) continue;
    if (!byCarrier.has(carrier)) byCarrier.set(carrier, []);
    byCarrier
      .get(carrier)
      .push({ time, carrier, cell, rsrpDbm, downlinkBps: value(fields, 'downlink_bps'), rttMillis: value(fields, 'rtt_ms') });
  }
  if (!byCarrier.size) throw new Error(`${name} has no row with a time, a carrier, a cell and an RSRP between -156 and -31 dBm.`);
  const logs = [...byCarrier].map(([carrier, steps]) => ({ carrier, steps: steps.sort((a, b) => a.time - b.time) }));
  const longest = logs.reduce((best, log) => (log.steps.length > best.steps.length ? log : best));
  return { logs, rows: logs.reduce((sum, log) => sum + log.steps.length, 0), intervalMillis: usualInterval(longest.steps) };
}

/** Half of the rows follow one another no faster than this. */
function usualInterval(steps) {
  const gaps = steps
    .slice(1)
    .map((step, i) => step.time - steps[i].time)
    .filter(gap => gap > 0)
    .sort((a, b) => a - b);
  return Math.max(1, gaps[gaps.length >> 1] ?? 1000);
}

/** Where the stay in the cell of step i began. */
export function beginOfStay(steps, i) {
  let begin = i;
  while (begin > 0 && steps[begin - 1].cell === steps[i].cell && steps[begin].time - steps[begin - 1].time <= MAX_GAP_MILLIS)
    begin--;
  return begin;
}

/** Numbers, however they are separated. */
export function readNumbers(text) {
  const words = text.split(/[\s,;[\]]+/).filter(Boolean);
  const numbers = words.map(Number);
  const wrong = numbers.findIndex(Number.isNaN);
  if (wrong >= 0) throw new Error(`“${words[wrong].slice(0, 40)}” is not a number.`);
  return numbers;
}
