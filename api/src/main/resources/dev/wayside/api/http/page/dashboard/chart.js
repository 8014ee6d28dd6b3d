// Charts in the page's colours. What a chart shows is also said in words, as its label.

import * as echarts from './echarts.esm.min.js';
import { colour, onSchemeChange } from './theme.js';

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';

/** Keeps a chart in an element; `options()` is asked again when the colour scheme changes. */
export class Chart {
  constructor(element) {
    this.element = element;
    this.chart = echarts.init(element, null, { renderer: 'canvas' });
    this.options = () => ({});
    element.setAttribute('role', 'img');
    new ResizeObserver(() => {
      this.chart.resize();
      this.redraw();
    }).observe(element);
    onSchemeChange(() => this.redraw());
  }

  /** Draws; `label` says in words what is seen. */
  draw(label, options) {
    this.element.setAttribute('aria-label', label);
    this.options = options;
    this.redraw();
  }

  redraw() {
    this.chart.setOption({ ...base(), ...this.options(this.isNarrow()) }, { notMerge: true });
  }

  isNarrow() {
    return this.element.clientWidth < 560;
  }

  onClick(listener) {
    this.chart.on('click', listener);
  }
}

const base = () => ({
  animation: false,
  textStyle: { fontFamily: FONT, color: colour('text') },
});

/** Tooltips are drawn on the canvas: as HTML they would need styles that the page's policy forbids. */
export const tooltip = formatter => ({
  trigger: 'axis',
  renderMode: 'richText',
  confine: true,
  backgroundColor: colour('surface'),
  borderColor: colour('line'),
  textStyle: { color: colour('text'), fontSize: 12, lineHeight: 18, fontFamily: FONT },
  axisPointer: { type: 'line', lineStyle: { color: colour('muted') } },
  formatter,
});

/** An axis with its unit in its name. */
export const axis = (name, more = {}) => ({
  type: 'value',
  name,
  nameTextStyle: { color: colour('muted'), fontSize: 12, align: 'left', padding: [0, 0, 0, 0] },
  axisLabel: { color: colour('muted'), fontSize: 12, hideOverlap: true },
  axisLine: { show: false, onZero: false },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: colour('line') } },
  scale: true,
  ...more,
});

/** A horizontal axis, its name below the middle. */
export const horizontal = (name, more = {}) =>
  axis(name, {
    nameLocation: 'middle',
    nameGap: 26,
    nameTextStyle: { color: colour('muted'), fontSize: 12 },
    splitLine: { show: false },
    axisLine: { show: true, onZero: false, lineStyle: { color: colour('line') } },
    scale: false,
    ...more,
  });

export const line = (name, data, color, more = {}) => ({
  type: 'line',
  name,
  data,
  symbol: 'none',
  silent: true,
  ...more,
  lineStyle: { color, width: 1.5, ...more.lineStyle },
  itemStyle: { color, ...more.itemStyle },
});

/** A vertical axis for RSRP. */
export const rsrpAxis = (more = {}) => axis('RSRP, dBm', { minInterval: 5, splitNumber: 4, ...more });

/** The area between two series of points [x, low, high], and its edges, unseen: an area alone would not widen its axis. */
export function band(name, points, color, more = {}) {
  const outline = [...points.map(([x, , high]) => [x, high]), ...points.map(([x, low]) => [x, low]).reverse()];
  const area = {
    type: 'custom',
    name,
    silent: true,
    z: 1,
    clip: true,
    data: outline.length ? [[...outline[0]]] : [],
    renderItem: (params, api) =>
      params.dataIndex > 0
        ? null
        : {
            type: 'polygon',
            shape: { points: outline.map(point => api.coord(point)) },
            style: { fill: color, opacity: 0.2 },
          },
    ...more,
  };
  const edge = (end, data) =>
    line('', data, color, { ...more, ...(more.id ? { id: `${more.id}-${end}` } : {}), lineStyle: { opacity: 0 } });
  return [
    area,
    edge(
      'low',
      points.map(([x, low]) => [x, low]),
    ),
    edge(
      'high',
      points.map(([x, , high]) => [x, high]),
    ),
  ];
}
