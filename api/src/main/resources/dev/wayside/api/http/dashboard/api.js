// Calls of the service. Paths are relative, so that the dashboard works behind a proxy's prefix too.

/** What the service, or the way to it, answered instead of data. */
export class CallFailed extends Error {}

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new CallFailed('The service cannot be reached. Is wayside serve still running?');
  }
  if (!response.ok) throw new CallFailed(await reason(response));
  return response.json();
}

async function reason(response) {
  try {
    const problem = await response.json();
    return `${problem.title}: ${problem.detail}`;
  } catch {
    return `The service answered with HTTP ${response.status}.`;
  }
}

export const get = (path, options) => call(path, options);

/** All items of a listing, page after page, up to `most`. */
export async function list(path, { limit = 100, most = Infinity, onPage = () => {} } = {}) {
  const items = [];
  let after = '';
  do {
    const page = await get(`${path}?limit=${limit}${after}`);
    items.push(...page.items);
    onPage(items.length);
    after = page.next ? `&after=${encodeURIComponent(page.next)}` : '';
  } while (after && items.length < most);
  return { items, isWhole: !after };
}

const MOST_OBSERVATIONS = 500;

/** A prediction per observation, in order. */
export async function predict(observations, options = {}) {
  const predictions = [];
  for (let i = 0; i < observations.length; i += MOST_OBSERVATIONS) {
    const answer = await call('v1/predictions', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ observations: observations.slice(i, i + MOST_OBSERVATIONS) }),
      signal: options.signal,
    });
    predictions.push(...answer.predictions);
  }
  return predictions;
}

/** The carrier that a status tells most windows of; the status must have one. */
export const largestCarrier = status =>
  status.carriers.reduce((best, carrier) => carrier.windows > best.windows ? carrier : best).carrier;

export const carrierPath = carrier => `v1/carriers/${encodeURIComponent(carrier)}`;
export const cellPath = (carrier, cell) => `${carrierPath(carrier)}/cells/${encodeURIComponent(cell)}`;
export const cellPage = (carrier, cell) =>
  `cell?carrier=${encodeURIComponent(carrier)}&cell=${encodeURIComponent(cell)}`;
