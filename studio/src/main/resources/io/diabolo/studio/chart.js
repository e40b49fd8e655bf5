// Charts: curves of a training over seconds, errors of a study over the size of the code.
import uPlot from "./lib/uplot.js";
import { COLOURS } from "./plane.js";
import { number } from "./ui.js";
import { t } from "./words.js";

const HEIGHT = 300;

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const axis = () => ({ stroke: colour("--soft"), grid: { stroke: colour("--rule"), width: 1 }, ticks: { stroke: colour("--rule"), width: 1 } });

const logarithmic = (values) => (values.every((value) => value === null || value === undefined || value > 0) ? { distr: 3 } : {});

/**
 * A chart in `place`; it goes when `signal` aborts, and is made anew for another theme.
 *
 * @param make(...values) gives { key, data, options }, or null for nothing yet; where the key is that of before, only data is drawn
 */
function chart(place, signal, make) {
  let plot = null;
  let key = null;
  let drawn = null;

  function draw(...values) {
    drawn = values;
    const made = make(...values);
    if (!made) return;
    if (plot && made.key === key) {
      plot.setData(made.data);
      return;
    }
    plot?.destroy();
    key = made.key;
    plot = new uPlot({ width: Math.max(200, place.clientWidth), height: HEIGHT, ...made.options() }, made.data, place);
  }

  const again = () => {
    plot?.destroy();
    plot = null;
    if (drawn) draw(...drawn);
  };
  const size = new ResizeObserver(() => plot && plot.width !== place.clientWidth && plot.setSize({ width: Math.max(200, place.clientWidth), height: HEIGHT }));
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

/** `draw(points, reference)` shows the points of a training that there are, and PCA's line. */
export function lossChart(place, signal) {
  return chart(place, signal, (points, reference) => {
    if (points.length === 0) return null;
    const data = [
      points.map((point) => point.seconds),
      points.map((point) => point.train),
      points.map((point) => point.validation),
      points.map(() => reference ?? null),
    ];
    const scale = logarithmic([...data[1], ...data[2]]);
    const value = (self, raw) => number(raw, 4);
    const line = { width: 2, value, points: { fill: colour("--card") } };
    return {
      key: JSON.stringify(scale),
      data,
      options: () => ({
        scales: { x: { time: false }, y: scale },
        axes: [
          { ...axis(), label: t("seconds"), labelSize: 22 },
          { ...axis(), size: 64, label: t("loss"), labelSize: 22 },
        ],
        series: [
          { label: t("seconds"), value: (self, raw) => number(raw, 3) },
          { ...line, label: t("training"), stroke: colour("--train"), spanGaps: true },
          { ...line, label: t("validation"), stroke: colour("--validation") },
          { ...line, label: t("PCA with as many numbers"), stroke: colour("--reference"), dash: [6, 4], points: { show: false } },
        ],
      }),
    };
  });
}

/** `draw(models, latents, errors)` shows `errors[model][latent]`, a number or null, as a line for each model. */
export function errorChart(place, signal) {
  return chart(place, signal, (models, latents, errors) => {
    const lines = errors.map((row) => row.map((error) => error ?? null));
    if (!lines.flat().some((error) => error !== null)) return null;
    const value = (self, raw) => number(raw, 3);
    return {
      key: models.join(),
      data: [latents, ...lines],
      options: () => ({
        scales: { x: { time: false, distr: 3, log: 2 }, y: logarithmic(lines.flat()) },
        axes: [
          { ...axis(), label: t("Numbers in the code"), labelSize: 22, values: (self, splits) => splits.map((at) => (latents.includes(at) ? number(at) : "")) },
          { ...axis(), size: 64, label: t("test error (MSE)"), labelSize: 22 },
        ],
        series: [
          { label: t("Numbers in the code"), value: (self, raw) => number(raw) },
          ...models.map((model, i) => ({ label: model, stroke: COLOURS[i], width: 2, value, spanGaps: true, points: { show: true, fill: colour("--card") } })),
        ],
      }),
    };
  });
}
