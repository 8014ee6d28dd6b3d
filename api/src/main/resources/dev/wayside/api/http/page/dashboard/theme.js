// The colours of the style sheet, for what is drawn on a canvas; they follow the system's light or dark scheme.

const dark = matchMedia('(prefers-color-scheme: dark)');

export const colour = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

export const onSchemeChange = redraw => dark.addEventListener('change', redraw);

const CARRIERS = 5;
const DASHES = ['solid', [8, 4], [2, 3], [10, 3, 2, 3], [5, 5]];
const SYMBOLS = ['circle', 'triangle', 'diamond', 'rect', 'roundRect'];

/** Colour, and, for colour-blind users, dash and symbol of the i-th carrier. */
export const carrierStyle = i => ({
  color: colour(`carrier-${(i % CARRIERS) + 1}`),
  dash: DASHES[i % DASHES.length],
  symbol: SYMBOLS[i % SYMBOLS.length],
});

export const SCALE_STEPS = 5;
export const scaleColours = () => Array.from({ length: SCALE_STEPS }, (_, i) => colour(`scale-${i + 1}`));

/** The i-th of n days, from old (pale) to new (strong). */
export function dayColour(i, n) {
  const share = n > 1 ? i / (n - 1) : 1;
  const [from, to] = [channels(colour('old')), channels(colour('new'))];
  return `rgb(${from.map((c, k) => Math.round(c + (to[k] - c) * share)).join(',')})`;
}

const channels = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
