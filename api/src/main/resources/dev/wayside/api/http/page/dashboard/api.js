// Calls of the service. Paths are relative, so that the dashboard works behind a proxy's prefix too.

import { askForToken, authorization, isKept } from './token.js';

/** An answer of the service, or of the way to it, instead of data; with a remedy { text, act } if the user has one. */
export class CallFailed extends Error {
  constructor(message, { status = null, remedy = null } = {}) {
    super(message);
    this.status = status;
    this.remedy = remedy;
  }
}

/** The state of the page. */
const state = {
  isDeclined: false,
};

async function call(path, options = {}) {
  const response = await send(path, options);
  if (response.ok) return response.json();
  const said = await reason(response);
  const { status } = response;
  if (status === 401 && !state.isDeclined && (await isGiven(said))) return call(path, options);
  throw new CallFailed(said, { status, remedy: remedyFor(status) });
}

async function send(path, options) {
  try {
    return await fetch(path, { ...options, headers: { ...options.headers, ...authorization() } });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new CallFailed('The service cannot be reached. Is wayside serve still running?');
  }
}

/** Asks for a token; who declines is not asked again until they want to be. */
async function isGiven(said) {
  const given = await askForToken(isKept() ? `The service does not know the token. ${said}` : '');
  state.isDeclined = !given;
  return given;
}

function remedyFor(status) {
  if (status === 401) return { text: 'Enter a token', act: () => isGiven('') };
  return status === 403 ? { text: 'Use another token', act: () => isGiven('A token with the scope query is needed here.') } : null;
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

const MAX_OBSERVATIONS = 500;

/** A prediction per observation, in order. */
export async function predict(observations, options = {}) {
  const predictions = [];
  for (let i = 0; i < observations.length; i += MAX_OBSERVATIONS) {
    const answer = await call('v1/predictions', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ observations: observations.slice(i, i + MAX_OBSERVATIONS) }),
      signal: options.signal,
    });
    predictions.push(...answer.predictions);
  }
  return predictions;
}

/** The carrier that a status tells most windows of; the status must have one. */
export const largestCarrier = status =>
  status.carriers.reduce((best, carrier) => (carrier.windows > best.windows ? carrier : best)).carrier;

export const carrierPath = carrier => `v1/carriers/${encodeURIComponent(carrier)}`;
export const cellPath = (carrier, cell) => `${carrierPath(carrier)}/cells/${encodeURIComponent(cell)}`;
export const cellPage = (carrier, cell) => `cell?carrier=${encodeURIComponent(carrier)}&cell=${encodeURIComponent(cell)}`;
