// What a training would read.
import { get, query } from "../api.js";
import { capital, fail, field, figures, h, keep, notice, number, options, png, state } from "../ui.js";
import { dataDrop } from "../upload.js";
import { t } from "../words.js";

export async function show(main, signal) {
  const problem = h("div", {});
  const place = h("div", { class: "results", "aria-live": "polite" });
  const sources = h("select", { change: () => load() });
  const size = h("input", { type: "text", pattern: "[0-9]{1,4}x[0-9]{1,4}", value: state().get("size") ?? "", change: () => load() });
  main.append(
    h("h1", {}, t("Data")),
    h("p", { class: "lead" }, t("What a training would read: samples, labels, and how they are dealt out.")),
    problem,
    h("section", { class: "card pair" }, field(t("What is shown"), sources), field(t("Size of pictures"), size, t("such as 64x48; empty keeps their own"))),
    h("section", { class: "card" }, dataDrop(problem, begin)),
    place,
  );

  async function load() {
    keep({ name: sources.value, size: size.value });
    problem.replaceChildren();
    place.replaceChildren(h("p", { class: "state" }, t("loading …")));
    try {
      const answer = await get("/data/summary" + query({ name: sources.value, size: size.value }), signal);
      place.replaceChildren(...answer.notes.map((note) => notice(capital(note))), ...cards(answer.data, answer.sheet, sources.value));
    } catch (error) {
      place.replaceChildren();
      fail(problem, error);
    }
  }

  /** @param chosen by name; else what the address says */
  async function begin(chosen) {
    const { data, complete } = await get("/data", signal);
    if (!complete) problem.append(notice(t("The folder is large: only a part of it was looked at.")));
    const names = data.map((source) => source.name);
    const wanted = chosen ?? state().get("name");
    sources.replaceChildren(...options(data.map((source) => [source.name, `${source.name} (${t(source.kind)})`]), names.includes(wanted) ? wanted : names[0]));
    await load();
  }

  try {
    await begin();
  } catch (error) {
    fail(problem, error);
  }
}

function cards(data, sheet, name) {
  const { train, validation, test } = data.splits;
  const parts = [
    h(
      "section",
      { class: "card stack" },
      h("div", { class: "row between" }, h("h2", {}, data.name), h("a", { class: "button", href: "#/train" + query({ data: name }) }, t("Train on it"))),
      figures([
        [t("samples"), number(data.samples)],
        [t("shape of each"), data.shape.sizes ? data.shape.sizes.join(" × ") : Object.values(data.shape).filter(Number.isInteger).join(" × ")],
        [t("smallest and largest value"), number(data.low) + " … " + number(data.high)],
        [t("mean"), number(data.mean)],
      ]),
      data.histogram && !data.table && histogram(data.histogram, t("how often values lie where")),
    ),
    h("section", { class: "card stack" }, h("h2", {}, t("Dealt out")), bars([[t("training"), train], [t("validation"), validation], [t("test"), test]])),
  ];
  if (data.labels.length > 0) {
    parts.push(h("section", { class: "card stack" }, h("h2", {}, t("Labels")), h("div", { class: "many" }, labels(data.labels))));
  }
  if (sheet) {
    parts.push(h("section", { class: "card stack" }, h("h2", {}, t("Some of them")), h("img", { class: "sheet", src: png(sheet), alt: t("a sheet of samples") })));
  }
  if (data.table) parts.push(columns(data.table));
  return parts;
}

function labels(all) {
  const most = Math.max(...all.map((label) => label.count), 1);
  return all.map((label) => bars([[label.name, label.count]], most));
}

function bars(pairs, most = Math.max(...pairs.map(([, count]) => count), 1)) {
  return h("div", { class: "bars" }, pairs.flatMap(([name, count]) => [h("span", {}, name), h("meter", { min: 0, max: most, value: count, "aria-label": name }), h("span", {}, number(count))]));
}

/** Bars as high as values are frequent. */
function histogram({ low, high, counts }, label) {
  const most = Math.max(...counts, 1);
  const width = (high - low) / counts.length;
  const range = (i) => t("{0} to {1}: {2}", number(low + i * width), number(low + (i + 1) * width), number(counts[i]));
  const bar = (count, i) => {
    const element = h("i", { title: range(i) });
    element.style.height = (100 * count) / most + "%";
    return element;
  };
  return h("div", { class: "histogram", role: "img", "aria-label": label + "; " + t("most often {0}", range(counts.indexOf(Math.max(...counts)))) }, counts.map(bar));
}

function distribution(column) {
  if (column.histogram) return histogram(column.histogram, column.name);
  return column.levels.map((level) => level.name + " (" + number(level.count) + ")").join(", ");
}

function columns(table) {
  const row = (column) =>
    h(
      "tr",
      {},
      h("td", {}, column.name),
      h("td", {}, column.type),
      h("td", {}, column.low === "" ? "" : column.low + " … " + column.high),
      h("td", {}, distribution(column)),
      h("td", { class: "number" }, number(column.missing)),
    );
  return h(
    "section",
    { class: "card stack" },
    h("h2", {}, t("Columns")),
    h(
      "div",
      { class: "scroll", tabindex: 0 },
      h(
        "table",
        {},
        h("thead", {}, h("tr", {}, h("th", {}, t("column")), h("th", {}, t("type")), h("th", {}, t("range")), h("th", {}, t("distribution")), h("th", { class: "number" }, t("missing")))),
        h("tbody", {}, table.columns.map(row)),
      ),
    ),
  );
}
