// The route on the ground, without tiles: nothing is fetched from elsewhere.

import './leaflet.js';
import { colour, onSchemeChange } from './theme.js';

const { L } = globalThis;
const PADDING = [28, 28];

export class RouteMap {
  constructor(element) {
    this.map = L.map(element, { preferCanvas: true, zoomSnap: 0.25, attributionControl: false, zoomControl: false, scrollWheelZoom: false });
    L.control.zoom({ position: 'bottomright' }).addTo(this.map);
    L.control.scale({ imperial: false }).addTo(this.map);
    this.layer = L.layerGroup().addTo(this.map);
    this.redraw = () => {};
    onSchemeChange(() => this.redraw());
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
        L.polyline([from, to], { color, weight: 8, lineCap: 'butt' }).bindTooltip(text, { sticky: true }).addTo(this.layer);
      }
      for (const { at, color, text } of dots) {
        L.circleMarker(at, { radius: 4, stroke: false, fillColor: color, fillOpacity: 0.9 }).bindTooltip(text).addTo(this.layer);
      }
      for (const { at, text, isWest } of places) {
        L.marker(at, { interactive: false, keyboard: false, icon: L.divIcon({ className: isWest ? 'place west' : 'place', html: `<span>${text}</span>`, iconSize: [0, 0] }) })
          .addTo(this.layer);
      }
      for (const spot of spots) this.addSpot(spot);
    };
    this.redraw();
    const { segments, dots } = contents();
    this.bounds = L.latLngBounds([...segments.flatMap(({ from, to }) => [from, to]), ...dots.map(({ at }) => at)]);
  }

  addSpot({ at, label, text, href }) {
    const icon = L.divIcon({ className: 'spot', html: String(label), iconSize: [22, 22] });
    L.marker(at, { icon, alt: text, title: text })
      .bindTooltip(text)
      .on('click keypress', event => {
        if (event.type === 'click' || event.originalEvent?.key === 'Enter') location.href = href;
      })
      .addTo(this.layer);
  }

  /** Shows all of it. */
  fit() {
    this.map.invalidateSize();
    if (this.bounds?.isValid()) this.map.fitBounds(this.bounds, { padding: PADDING });
  }
}
