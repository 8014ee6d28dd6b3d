// What all pages share: building elements, telling of problems, an empty history.

/** An element; `on…` properties are listeners, the others attributes. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter(child => child !== null));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

export function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export const byId = id => document.getElementById(id);

export const say = text => {
  byId('summary').textContent = text;
};

export const reveal = () => {
  byId('page').hidden = false;
};

export function clearProblem() {
  byId('problem').replaceChildren();
}

/** Shows what went wrong, with a way to try again. */
export function tellProblem(failure, retry) {
  const { remedy } = failure;
  const button =
    retry &&
    el(
      'button',
      {
        type: 'button',
        onclick: async () => {
          if (remedy && !(await remedy.act())) return;
          clearProblem();
          retry();
        },
      },
      remedy ? remedy.text : 'Try again',
    );
  byId('problem').replaceChildren(el('div', {}, el('span', {}, failure.message), button || null));
}

/** Runs something that may fail; a failure is shown and can be tried again. */
export async function attempt(work) {
  try {
    await work();
    clearProblem();
  } catch (failure) {
    if (failure.name === 'AbortError') return;
    // Nothing is being read any more.
    if (byId('summary')?.textContent.startsWith('Reading')) say('');
    tellProblem(failure, () => attempt(work));
    // Anything but what we throw ourselves is a fault of the page.
    if (failure.name !== 'Error') console.error(failure);
  }
}

/** The advice for a store without a visit. */
export function tellEmpty() {
  byId('page').hidden = true;
  say('The history is empty.');
  byId('empty')?.remove();
  byId('content').append(
    el(
      'section',
      { class: 'card', id: 'empty' },
      el('h2', {}, 'Nothing to show yet'),
      el('p', {}, 'Stop the service, ingest logs into its store, and start it again:'),
      el('pre', {}, './wayside ingest --store DIR my-logs/\n./wayside serve --store DIR'),
      el('p', {}, 'Or look at a line that is made up:'),
      el('pre', {}, './wayside demo'),
    ),
  );
}

/** A table; each column is [title, cell of a row, whether it is a number]. */
export function table(columns, rows, caption) {
  const cell = (tag, content, isNumber, more = {}) => el(tag, { ...(isNumber ? { class: 'number' } : {}), ...more }, content);
  return el(
    'table',
    {},
    caption ? el('caption', {}, caption) : null,
    el('thead', {}, el('tr', {}, ...columns.map(([title, , isNumber]) => cell('th', title, isNumber, { scope: 'col' })))),
    el(
      'tbody',
      {},
      ...rows.map(row =>
        el(
          'tr',
          {},
          ...columns.map(([, content, isNumber], i) =>
            i === 0 ? cell('th', content(row), isNumber, { scope: 'row' }) : cell('td', content(row), isNumber),
          ),
        ),
      ),
    ),
  );
}

/** Radio buttons that look like one switch. */
export function choice(fieldset, name, options, chosen, onChoose) {
  fieldset.querySelectorAll('label').forEach(label => label.remove());
  for (const [value, text] of options) {
    fieldset.append(
      el(
        'label',
        {},
        el('input', { type: 'radio', name, value, checked: value === chosen, onchange: () => onChoose(value) }),
        el('span', {}, text),
      ),
    );
  }
}

export function fill(select, options, chosen) {
  select.replaceChildren(...options.map(([value, text]) => el('option', { value, selected: value === chosen }, text)));
}

export const tile = (name, value, unit = '', detail = '') =>
  el(
    'div',
    { class: 'tile' },
    el('span', {}, name),
    el('b', {}, value, unit ? el('small', {}, ` ${unit}`) : ''),
    detail ? el('span', {}, detail) : null,
  );
