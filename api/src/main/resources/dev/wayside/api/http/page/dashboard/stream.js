// One connection to the service for all carriers: samples out as they come, predictions in as they change.

import { get } from './api.js';
import { subprotocols } from './token.js';

const FIRST_WAIT_MILLIS = 500;
const MAX_WAIT_MILLIS = 15_000;
const RATE_EXCEEDED = 1008;

/**
 * Connects, and again whenever the connection is lost, waiting longer each time. Tells `onState` of 'connecting', 'open'
 * and 'waiting' (with the moment of the next try), `onMessage` of what the service sends, and `onRefused` of a failure
 * that another try will not fix.
 */
export class Stream {
  constructor({ onState, onMessage, onRefused }) {
    this.onState = onState;
    this.onMessage = onMessage;
    this.onRefused = onRefused;
    this.waitMillis = FIRST_WAIT_MILLIS;
    this.socket = null;
    this.timer = null;
    addEventListener('online', () => this.connectNow());
    // A page that is left may be kept for the way back; its connection is not.
    addEventListener('pagehide', () => {
      clearTimeout(this.timer);
      if (this.socket) {
        this.socket.onclose = null;
        this.socket.close();
        this.socket = null;
      }
    });
    addEventListener('pageshow', event => {
      if (event.persisted) this.connectNow();
    });
  }

  get isOpen() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  connectNow() {
    clearTimeout(this.timer);
    if (!this.socket) this.connect();
  }

  connect() {
    this.onState('connecting');
    const address = new URL('v1/stream', location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    const socket = new WebSocket(address, subprotocols());
    this.socket = socket;
    let wasOpen = false;
    socket.onopen = () => {
      wasOpen = true;
      this.waitMillis = FIRST_WAIT_MILLIS;
      this.onState('open');
    };
    socket.onmessage = ({ data }) => this.onMessage(JSON.parse(data));
    socket.onclose = ({ code }) => {
      this.socket = null;
      if (code === RATE_EXCEEDED)
        this.onRefused(new Error('The service closed the stream: it sent more messages than the rate allows.'));
      if (wasOpen) this.wait();
      else this.explain();
    };
  }

  /** A handshake that fails says nothing to a page; a plain request for the same path does. */
  async explain() {
    try {
      await get('v1/stream');
    } catch (failure) {
      // 426: the service would have taken the connection.
      if (failure.status && failure.status !== 426 && failure.status !== 429 && failure.status < 500) {
        this.onState('refused');
        this.onRefused(failure);
        return;
      }
    }
    this.wait();
  }

  wait() {
    this.onState('waiting', Date.now() + this.waitMillis);
    this.timer = setTimeout(() => this.connect(), this.waitMillis);
    this.waitMillis = Math.min(MAX_WAIT_MILLIS, 2 * this.waitMillis);
  }

  /** True if it could be sent; what cannot is not kept, since it will be old by then. */
  send(message) {
    if (!this.isOpen) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }
}
