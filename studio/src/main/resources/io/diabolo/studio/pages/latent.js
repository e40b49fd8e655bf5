// The latent space of a model: codes in a plane, and what a code decodes to while its numbers are moved.
import { get, latest, post, postForBytes, query } from "../api.js";
import { arithmetic, manifold, selection } from "../codes.js";
import { colour, mark, plane } from "../plane.js";
import { capital, fail, field, h, image, keep, notice, number, options, png, state } from "../ui.js";
import { t } from "../words.js";

const MOST_SLIDERS = 128;
const POINTS = 1000;
const LAYOUTS = [["pca", "first two principal components"], ["first", "first two numbers"], ["tsne", "t-SNE"], ["autoencoder", "an autoencoder of the codes"]];

export async function show(main, signal) {
  const problem = h("div", {});
  const place = h("div", { class: "stack" });
  const models = h("select", { change: () => (keep({ model: models.value, point: "" }), load()) });
  const wantedLayout = LAYOUTS.find(([name]) => name === state().get("layout"))?.[0] ?? "pca";
  const layouts = h("select", { change: () => (keep({ layout: layouts.value === "pca" ? "" : layouts.value }), load()) }, options(LAYOUTS.map(([name, text]) => [name, t(text)]), wantedLayout));
  const choice = h("div", { class: "pair" }, field(t("Model"), models), field(t("Plane"), layouts));
  main.append(
    h("h1", {}, t("Latent space")),
    h("p", { class: "lead" }, t("Each point is a picture as the model sees it. Point at one to see it, click to take it up, and move the numbers of its code.")),
    problem,
    place,
  );
  let close = () => {};
  signal.addEventListener("abort", () => close());

  async function load() {
    close();
    problem.replaceChildren();
    place.replaceChildren(choice, h("p", { class: "state" }, t("loading …")));
    try {
      const layout = layouts.value === "first" ? "pca" : layouts.value;
      const { map, notes } = await get("/model/map" + query({ name: models.value, most: POINTS, layout }), signal);
      if (layouts.value === "first") map.points.forEach((point) => ([point.x, point.y] = [point.code[0], point.code[1] ?? 0]));
      const sprites = await image(png(map.sprites.png), "");
      const shown = explore(models.value, layouts.value, map, sprites, problem);
      close = shown.close;
      place.replaceChildren(choice, ...notes.map((note) => notice(capital(note))), shown.view);
      shown.begin();
    } catch (error) {
      place.replaceChildren(choice);
      fail(problem, error);
    }
  }

  try {
    const cards = (await get("/models", signal)).models.filter((model) => model.figures?.pictures);
    if (cards.length === 0) {
      place.append(notice(t("There is no model of pictures in the folder yet.")), h("a", { class: "button", href: "#/train" }, t("Train one")));
      return;
    }
    const names = cards.map((card) => card.name);
    const wanted = state().get("model");
    if (wanted && !names.includes(wanted)) problem.append(notice(wanted + " ?", "error"));
    models.replaceChildren(...options(names.map((name) => [name, name]), names.includes(wanted) ? wanted : names[0]));
    await load();
  } catch (error) {
    fail(problem, error);
  }
}

/** The weights and the offset of both coordinates; null where they are no weighted sums of a code. */
function axesOf(map, layout) {
  if (layout !== "first") return map.axes.length > 0 ? map.axes : null;
  return [0, 1].map((axis) => Array.from({ length: map.latent + 1 }, (_, i) => (i === axis && i < map.latent ? 1 : 0)));
}

function explore(model, layout, map, sprites, problem) {
  const { width, height, columns } = map.sprites;
  const tip = h("div", { class: "tip", hidden: true });
  const label = (index) => (map.points[index].label < 0 ? "" : map.labels[map.points[index].label]);
  const picked = { A: null, B: null };
  let takesB = false;

  function sprite(index, scale) {
    const canvas = h("canvas", { width, height });
    canvas.getContext("2d").drawImage(sprites, (index % columns) * width, Math.floor(index / columns) * height, width, height, 0, 0, width, height);
    canvas.style.width = width * scale + "px";
    return canvas;
  }

  const points = plane(map.points, t("codes in a plane; arrow keys go from point to point, Enter takes one up"), {
    hover(index, x, y) {
      tip.hidden = index === null;
      if (index === null) return;
      tip.replaceChildren(sprite(index, 2), h("div", {}, label(index)));
      tip.style.left = Math.min(x + 14, points.canvas.clientWidth - 2 * width - 30) + "px";
      tip.style.top = y + 14 + "px";
    },
    choose: (index) => take(takesB ? "B" : "A", index),
    surround: (indices) => chosen.take(indices),
  });
  const chosen = selection(map, points, (index) => sprite(index, 1), model);

  const decoded = h("img", { class: "pixel large", alt: t("a picture decoded from the sliders") });
  const took = h("span", { class: "hint", role: "status" });
  const between = h("input", { type: "range", min: 0, max: 1, step: 0.02, value: 0, disabled: true, input: () => mix() });
  const other = h("button", { type: "button", disabled: true, click: () => choosesB(!takesB) }, t("Take another up as B"));
  const back = h("button", { type: "button", disabled: true, click: () => take("A", picked.A) }, t("Back to its code"));
  const zero = h("button", { type: "button", click: () => set(new Array(map.latent).fill(0)) }, t("All zero"));
  const ranges = spread(map);
  const sliders = ranges.slice(0, MOST_SLIDERS).map((range, i) => {
    const value = h("span", {}, "0");
    const input = h("input", { type: "range", min: range.low, max: range.high, step: (range.high - range.low) / 200 || 0.01, value: 0, "aria-label": t("number {0}", i), input: () => ((code[i] = Number(input.value)), drawValue(), decode()) });
    const drawValue = () => (value.textContent = code[i].toFixed(2));
    return { view: h("label", {}, "z" + i, input, value), show: () => ((input.value = code[i]), drawValue()) };
  });
  let code = new Array(map.latent).fill(0);

  const decode = latest(async () => {
    try {
      const start = performance.now();
      const { pictures } = await post("/model/decode" + query({ name: model }), { codes: [code] });
      decoded.src = png(pictures[0]);
      took.textContent = t("decoded in {0} ms", Math.round(performance.now() - start));
    } catch (error) {
      fail(problem, error);
    }
  });

  function set(values) {
    code = [...values];
    sliders.forEach((slider) => slider.show());
    decode();
  }

  function choosesB(yes) {
    takesB = yes;
    other.setAttribute("aria-pressed", yes);
    other.classList.toggle("main", yes);
  }

  function take(which, index) {
    if (index === null) return;
    picked[which] = index;
    choosesB(false);
    other.disabled = back.disabled = false;
    between.disabled = picked.B === null;
    between.value = which === "B" ? 1 : 0;
    if (which === "A") keep({ point: index });
    points.mark(Object.entries(picked).filter(([, i]) => i !== null).map(([name, i]) => ({ name, index: i })));
    set(map.points[index].code);
  }

  function mix() {
    const share = Number(between.value);
    const a = map.points[picked.A].code;
    const b = map.points[picked.B].code;
    set(a.map((value, i) => value + share * (b[i] - value)));
  }

  const axes = axesOf(map, layout);
  const cloud = axes && map.samples > map.points.length ? h("button", { type: "button", class: "link", click: () => showAll() }, t("show all as dots")) : null;

  async function showAll() {
    cloud.disabled = true;
    cloud.textContent = t("loading …");
    try {
      const bytes = await postForBytes("/model/cloud" + query({ name: model }), { axes });
      const count = bytes.byteLength / 9;
      points.behind({ x: new Float32Array(bytes, 0, count), y: new Float32Array(bytes, 4 * count, count), labels: new Int8Array(bytes, 8 * count, count) });
      cloud.replaceWith(t("{0} as dots", number(count)));
    } catch (error) {
      cloud.disabled = false;
      cloud.textContent = t("show all as dots");
      fail(problem, error);
    }
  }

  const view = h(
    "div",
    { class: "two" },
    h(
      "section",
      { class: "card stack" },
      decoded,
      took,
      h("div", { class: "row" }, other, back, zero),
      field(t("between A and B"), between),
      h("h2", {}, t("The numbers of the code")),
      h("div", { class: "sliders" }, sliders.map((slider) => slider.view)),
    ),
    h(
      "section",
      { class: "card stack" },
      h("p", { class: "hint", role: "status" }, h("span", {}, t("{0} of {1} test samples", number(map.points.length), number(map.samples))), " ", cloud),
      h("div", { class: "plane" }, points.canvas, tip),
      h("p", { class: "hint" }, t("Zoom with the wheel, move with the right button; double click shows all.")),
      h(
        "div",
        { class: "legend" },
        map.labels.map((name, i) => h("button", { type: "button", class: "link", click: () => chosen.take(map.points.flatMap((point, at) => (point.label === i ? [at] : []))) }, dot(i), name)),
      ),
      chosen.view,
      arithmetic(map, chosen, () => map.points[picked.A].code, set),
      map.latent > 1 ? manifold(model, ranges, () => code, set, problem) : null,
    ),
  );
  return {
    view,
    close: points.close,
    begin() {
      const index = Number(state().get("point") ?? 0);
      take("A", Number.isInteger(index) && index >= 0 && index < map.points.length ? index : 0);
    },
  };
}

function dot(label) {
  const element = h("i", { class: "m" + mark(label) });
  element.style.background = colour(label);
  return element;
}

/** The range of each number: three deviations on both sides of its mean, and all values that there are. */
function spread(map) {
  return Array.from({ length: map.latent }, (_, i) => {
    const values = map.points.map((point) => point.code[i]);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    return { low: Math.min(mean - 3 * deviation, ...values), high: Math.max(mean + 3 * deviation, ...values) };
  });
}
