// Curves of a training over seconds.
import uPlot from "./lib/uplot.js";
import { number } from "./ui.js";
import { t } from "./words.js";

/** A chart in `place`; it goes when `signal` aborts. `draw(points, reference)` shows the points that there are. */
export function lossChart(place, signal) {
  let plot = null;
  let drawn = [[], null];

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function make(data, logarithmic) {
    const axis = { stroke: colour("--soft"), grid: { stroke: colour("--rule"), width: 1 }, ticks: { stroke: colour("--rule"), width: 1 } };
    const value = (self, raw) => number(raw, 4);
    const points = { fill: colour("--card") };
    plot?.destroy();
    plot = new uPlot(
      {
        width: Math.max(200, place.clientWidth),
        height: 300,
        scales: { x: { time: false }, y: logarithmic ? { distr: 3 } : {} },
        axes: [
          { ...axis, label: t("seconds"), labelSize: 22 },
          { ...axis, size: 64, label: t("loss"), labelSize: 22 },
        ],
        series: [
          { label: t("seconds"), value: (self, raw) => number(raw, 3) },
          { label: t("training"), stroke: colour("--train"), width: 2, value, points, spanGaps: true },
          { label: t("validation"), stroke: colour("--validation"), width: 2, value, points },
          { label: t("PCA with as many numbers"), stroke: colour("--reference"), width: 2, dash: [6, 4], value, points: { show: false } },
        ],
      },
      data,
      place,
    );
    plot.logarithmic = logarithmic;
  }

  function draw(points, reference) {
    drawn = [points, reference];
    if (points.length === 0) return;
    const data = [
      points.map((point) => point.seconds),
      points.map((point) => point.train),
      points.map((point) => point.validation),
      points.map(() => reference ?? null),
    ];
    const positive = points.every((point) => point.validation > 0 && (point.train === null || point.train > 0));
    if (plot && plot.logarithmic === positive) plot.setData(data);
    else make(data, positive);
  }

  const again = () => {
    plot?.destroy();
    plot = null;
    draw(...drawn);
  };
  const size = new ResizeObserver(() => plot && plot.width !== place.clientWidth && plot.setSize({ width: Math.max(200, place.clientWidth), height: 300 }));
  size.observe(place);
  const theme = matchMedia("(prefers-color-scheme: dark)");
  theme.addEventListener("change", again);
  signal.addEventListener("abort", () => {
    size.disconnect();
    theme.removeEventListener("change", again);
    plot?.destroy();
  });
  return { draw };
}
