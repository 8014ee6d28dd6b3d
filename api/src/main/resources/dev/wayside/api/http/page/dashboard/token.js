// The token of a service that asks for one: asked for in a dialog, and kept as long as this tab.

import { byId, el } from './page.js';

const KEY = 'wayside.token';

/** The state of the page. */
const state = {
  asking: null,
};

const token = () => sessionStorage.getItem(KEY);

export const isKept = () => token() !== null;
export const isAsked = () => state.asking !== null;

/** Headers that show the token, if there is one. */
export const authorization = () => (isKept() ? { Authorization: `Bearer ${token()}` } : {});

/** Subprotocols that show it, since a page can set no header of a WebSocket. */
export const subprotocols = () => ['wayside.v1', ...(isKept() ? [`bearer.${token()}`] : [])];

/** Asks for a token, once for all who need it; true once there is one, false if none is given. */
export function askForToken(reason) {
  state.asking ??= new Promise(answer => open(reason, answer)).finally(() => {
    state.asking = null;
    offerToForget();
  });
  return state.asking;
}

function open(reason, answer) {
  const input = el('input', {
    id: 'token',
    type: 'password',
    autocomplete: 'off',
    spellcheck: 'false',
    required: true,
    'aria-describedby': 'token-reason token-note',
  });
  const complaint = el('p', { id: 'token-reason', role: 'alert' }, reason);
  const dialog = el(
    'dialog',
    { id: 'token-dialog', 'aria-labelledby': 'token-title' },
    el(
      'form',
      {},
      el('h2', { id: 'token-title' }, 'This service asks for a token'),
      complaint,
      el('label', {}, 'Token ', input),
      el(
        'p',
        { class: 'muted', id: 'token-note' },
        'One that may read is made by ',
        el('code', {}, 'wayside config token NAME --scope query'),
        '. This tab keeps it until it is closed, or until you press “Forget the token”.',
      ),
      el(
        'div',
        { class: 'buttons' },
        el('button', { type: 'submit', class: 'primary', id: 'token-use' }, 'Use it'),
        el('button', { type: 'button', id: 'token-cancel', onclick: () => dialog.close() }, 'Cancel'),
      ),
    ),
  );
  dialog.querySelector('form').addEventListener('submit', event => {
    event.preventDefault();
    const given = input.value.trim();
    // Anything else could not be sent in a header.
    if (!/^[A-Za-z0-9._~+/=-]+$/.test(given)) {
      complaint.textContent = 'That is not a token. A token is a single word of letters, digits, hyphens and underscores.';
      input.focus();
      return;
    }
    sessionStorage.setItem(KEY, given);
    dialog.close('given');
  });
  dialog.addEventListener('close', () => {
    dialog.remove();
    answer(dialog.returnValue === 'given');
  });
  document.body.append(dialog);
  dialog.showModal();
  input.focus();
}

function forget() {
  sessionStorage.removeItem(KEY);
  location.reload();
}

/** A button in the page's head, while there is something to forget. */
function offerToForget() {
  if (!isKept()) {
    byId('forget-token')?.remove();
  } else if (!byId('forget-token')) {
    document
      .querySelector('header.top')
      .append(el('button', { type: 'button', id: 'forget-token', onclick: forget }, 'Forget the token'));
  }
}

offerToForget();
