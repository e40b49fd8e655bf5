// What is done with many codes at once: select and label them, add the difference of two groups, decode a plane of them.
import { post, query } from "./api.js";
import { fail, field, h, number, options, png } from "./ui.js";
import { t } from "./words.js";

const MOST_SHOWN = 40;
const TILES = 12;

/**
 * Points that were surrounded, or those of a label: shown, given a label, saved as CSV.
 *
 * @param sprite(index) draws a point's picture
 */
export function selection(map, points, sprite, model) {
  let indices = [];
  const given = new Map();
  const heard = [];
  const shown = h("div", { class: "sprites" });
  const count = h("span", { role: "status" });
  const around = h("button", { type: "button", "aria-pressed": "false", click: () => surround(around.getAttribute("aria-pressed") !== "true") }, t("Surround points"));
  const label = h("input", { type: "text", maxlength: 80, placeholder: t("label for them"), "aria-label": t("label for them") });
  const name = h("button", { type: "button", click: () => (indices.forEach((index) => given.set(index, label.value)), draw()) }, t("Give them this label"));
  const none = h("button", { type: "button", click: () => take([]) }, t("Select none"));
  const save = h("button", { type: "button", click: () => download(model + "-codes.csv", csv()) }, "");
  const choices = h("div", { class: "row" }, label, name, none);

  function surround(yes) {
    around.setAttribute("aria-pressed", yes);
    around.classList.toggle("main", yes);
    points.surround(yes);
  }

  function take(chosen) {
    indices = chosen;
    surround(false);
    points.select(indices);
    draw();
    heard.forEach((listener) => listener());
  }

  function draw() {
    choices.hidden = indices.length === 0;
    count.textContent = indices.length === 0 ? "" : t("{0} selected", number(indices.length)) + (given.size > 0 ? ", " + t("{0} with a label of yours", number(given.size)) : "");
    save.textContent = indices.length === 0 ? t("Save all codes as CSV") : t("Save their codes as CSV");
    shown.replaceChildren(...indices.slice(0, MOST_SHOWN).map(sprite));
  }

  function csv() {
    const rows = indices.length === 0 ? map.points.map((point, index) => index) : indices;
    const text = (value) => (/[",\r\n]/.test(value) ? '"' + value.replaceAll('"', '""') + '"' : value);
    const head = ["name", "label", "your_label", ...Array.from({ length: map.latent }, (_, i) => "z" + i)];
    const row = (index) => {
      const point = map.points[index];
      return [text(point.name), text(map.labels[point.label] ?? ""), text(given.get(index) ?? ""), ...point.code];
    };
    return [head, ...rows.map(row)].map((cells) => cells.join(",")).join("\r\n") + "\r\n";
  }

  draw();
  return {
    view: h("div", { class: "stack" }, h("div", { class: "row" }, around, save, count), choices, shown),
    take,
    indices: () => indices,
    /** Calls `listener()` whenever other points are selected. */
    listen: (listener) => heard.push(listener),
  };
}

function download(name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 5_000);
}

/**
 * "With" minus "without": the difference of the means of two groups of codes, added to a code.
 *
 * @param chosen the selection that becomes either group
 * @param from() the code that it is added to, `set(code)` shows what comes out
 */
export function arithmetic(map, chosen, from, set) {
  const groups = { with: [], without: [] };
  const how = h("input", { type: "range", min: -2, max: 2, step: 0.05, value: 0, disabled: true, input: () => add() });
  const buttons = Object.keys(groups).map((key) => ({ key, button: h("button", { type: "button", click: () => take(key) }, "") }));

  function draw() {
    buttons.forEach(({ key, button }) => {
      button.textContent = t(key === "with" ? "Selected have it: {0}" : "Selected lack it: {0}", number(groups[key].length));
      button.disabled = chosen.indices().length === 0 && groups[key].length === 0;
    });
    how.disabled = groups.with.length === 0 || groups.without.length === 0;
  }

  function take(key) {
    groups[key] = chosen.indices();
    how.value = 0;
    draw();
  }

  const mean = (group, i) => group.reduce((sum, index) => sum + map.points[index].code[i], 0) / group.length;

  function add() {
    set(from().map((value, i) => value + Number(how.value) * (mean(groups.with, i) - mean(groups.without, i))));
  }

  chosen.listen(draw);
  draw();
  return h(
    "details",
    {},
    h("summary", {}, t("Arithmetic: add what one group has and another lacks")),
    h(
      "div",
      { class: "stack" },
      h("p", { class: "hint" }, t("Select points, by a line around them or by their label, for each of the two groups; then move the slider.")),
      h("div", { class: "row" }, buttons.map(({ button }) => button)),
      field(t("how much of it is added to A"), how),
    ),
  );
}

/**
 * The pictures of a plane of codes: two numbers go through their ranges, the others stay as they are.
 *
 * @param ranges { low, high } of each number, `from()` the code of the others, `set(code)` takes one up
 */
export function manifold(model, ranges, from, set, problem) {
  const names = ranges.map((range, i) => [String(i), "z" + i]);
  const across = h("select", {}, options(names, "0"));
  const down = h("select", {}, options(names, "1"));
  const sheet = h("div", { class: "manifold", hidden: true });
  const start = h("button", { type: "button", click: () => draw() }, t("Decode the plane"));

  async function draw() {
    const [i, j] = [Number(across.value), Number(down.value)];
    const at = (range, step) => range.low + ((range.high - range.low) * step) / (TILES - 1);
    const codes = Array.from({ length: TILES * TILES }, (_, tile) => {
      const code = [...from()];
      code[i] = at(ranges[i], tile % TILES);
      code[j] = at(ranges[j], TILES - 1 - Math.floor(tile / TILES));
      return code;
    });
    start.disabled = true;
    try {
      const { pictures } = await post("/model/decode" + query({ name: model }), { codes });
      const label = (code) => t("z{0} = {1}, z{2} = {3}", i, number(code[i]), j, number(code[j]));
      sheet.replaceChildren(
        ...pictures.map((file, tile) => h("button", { type: "button", "aria-label": label(codes[tile]), title: label(codes[tile]), click: () => set(codes[tile]) }, h("img", { src: png(file), alt: label(codes[tile]) }))),
      );
      sheet.hidden = false;
    } catch (error) {
      fail(problem, error);
    }
    start.disabled = false;
  }

  return h(
    "details",
    {},
    h("summary", {}, t("A plane of codes: the manifold")),
    h("div", { class: "stack" }, h("div", { class: "row" }, field(t("to the right"), across), field(t("upwards"), down), start), sheet),
  );
}
