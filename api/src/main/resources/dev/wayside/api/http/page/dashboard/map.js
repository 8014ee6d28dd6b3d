// The route on the ground, without tiles: nothing is fetched from elsewhere.

import './leaflet.js';
import { el } from './page.js';
import { colour, onSchemeChange } from './theme.js';

const { L } = globalThis;
/** Wide enough for the words at both ends of the line, and below so high that they keep clear of the buttons. */
const FIT = { paddingTopLeft: [58, 28], paddingBottomRight: [58, 88] };

/** As an element: what the map takes as a string it reads as HTML, and cell ids may hold anything. */
const words = text => el('span', {}, text);

export class RouteMap {
  constructor(element) {
    this.map = L.map(element, {
      preferCanvas: true,
      zoomSnap: 0.25,
      attributionControl: false,
      zoomControl: false,
      scrollWheelZoom: false,
      dragging: !L.Browser.mobile,
    });
    L.control.zoom({ position: 'bottomright' }).addTo(this.map);
    L.control.scale({ imperial: false }).addTo(this.map);
    this.layer = L.layerGroup().addTo(this.map);
    this.redraw = () => {};
    onSchemeChange(() => this.redraw());
  }

  /** Shows all of these positions, [latitude, longitude], of which there is at least one. */
  showAll(positions) {
    this.bounds = L.latLngBounds(positions);
    this.fit();
  }

  /**
   * Draws segments { from, to, color, text }, dots { at, color, text }, spots { at, label, text, href } and places
   * { at, text, isWest }, their text on the west or else on the east side; positions are [latitude, longitude]. `contents()` is asked again when the colours change.
   */
  draw(contents) {
    this.redraw = () => {
      this.layer.clearLayers();
      const { segments, dots, spots, places } = contents();
      for (const { from, to } of segments) {
        L.polyline([from, to], { color: colour('line'), weight: 13, lineCap: 'round', interactive: false }).addTo(this.layer);
      }
      for (const { from, to, color, text } of segments) {
        L.polyline([from, to], { color, weight: 8, lineCap: 'butt' }).bindTooltip(words(text), { sticky: true }).addTo(this.layer);
      }
      for (const { at, color, text } of dots) {
        L.circleMarker(at, { radius: 4, stroke: false, fillColor: color, fillOpacity: 0.9 })
          .bindTooltip(words(text))
          .addTo(this.layer);
      }
      for (const { at, text, isWest } of places) {
        L.marker(at, {
          interactive: false,
          keyboard: false,
          icon: L.divIcon({ className: isWest ? 'place west' : 'place', html: words(text), iconSize: [0, 0] }),
        }).addTo(this.layer);
      }
      for (const spot of spots) this.addSpot(spot);
    };
    this.redraw();
  }

  addSpot({ at, label, text, href }) {
    const icon = L.divIcon({ className: 'spot', html: words(String(label)), iconSize: [22, 22] });
    L.marker(at, { icon, alt: text, title: text })
      .bindTooltip(words(text))
      .on('click keypress', event => {
        if (event.type === 'click' || event.originalEvent?.key === 'Enter') location.href = href;
      })
      .addTo(this.layer);
  }

  /** Fits what is shown into a changed size; one with no space next to the text is left for the next change. */
  fit() {
    this.map.invalidateSize();
    const room = this.map.getSize().subtract(FIT.paddingTopLeft).subtract(FIT.paddingBottomRight);
    if (room.x > 0 && room.y > 0) this.map.fitBounds(this.bounds, FIT);
  }
}
