// What is abnormal: a detector of the folder judges data of the folder.
import { get, query } from "../api.js";
import { capital, decimals, fail, field, figures, h, keep, notice, number, options, png, state } from "../ui.js";
import { t } from "../words.js";

const FIT = "./diabolo detect fit --data examples/tables/readings.csv --target state --normal ok --ignore id --out guard";

export async function show(main, signal) {
  const problem = h("div", {});
  const place = h("div", { "aria-live": "polite" });
  main.append(
    h("h1", {}, t("Detect")),
    h("p", { class: "lead" }, t("Which samples are abnormal, how sure that is, and why, by a detector that has seen normal ones.")),
    problem,
    place,
  );
  try {
    const [{ detectors }, { data }] = await Promise.all([get("/detectors", signal), get("/data", signal)]);
    if (detectors.length === 0) {
      place.append(h("section", { class: "card stack" }, h("p", {}, t("There is no detector in the folder yet. One is fitted on the command line, in a minute:")), h("pre", { class: "scroll", tabindex: 0 }, FIT)));
      return;
    }
    const sources = data.filter((source) => source.name !== "glyphs");
    const wanted = (names, name) => (names.includes(state().get(name)) ? state().get(name) : names[0]);
    const detector = h("select", {}, options(detectors.map((name) => [name, name]), wanted(detectors, "detector")));
    const source = h("select", {}, options(sources.map((one) => [one.name, `${one.name} (${t(one.kind)})`]), wanted(sources.map((one) => one.name), "data")));
    const start = h("button", { class: "main" }, t("Judge"));
    const answer = h("div", {});
    const judge = async () => {
      keep({ detector: detector.value, data: source.value });
      start.disabled = true;
      problem.replaceChildren();
      answer.replaceChildren(h("p", { class: "state" }, t("working …")));
      try {
        const judged = await get("/detector/findings" + query({ name: detector.value, data: source.value }), signal);
        answer.replaceChildren(...judged.notes.map((note) => notice(capital(note))), judgement(judged.judgement));
      } catch (error) {
        answer.replaceChildren();
        fail(problem, error);
      }
      start.disabled = false;
    };
    place.append(
      h(
        "div",
        { class: "two" },
        h("section", { class: "card" }, h("form", { submit: (e) => (e.preventDefault(), judge()) }, field(t("Detector"), detector), field(t("Data"), source), start)),
        answer,
      ),
    );
    if (state().has("detector") && state().has("data")) await judge();
  } catch (error) {
    fail(problem, error);
  }
}

function judgement(said) {
  // The slider is logarithmic: promises of a thousandth and of a tenth are both asked for.
  const least = Math.log10(Math.max(said.smallest_rate, 1e-6));
  const rate = h("input", { type: "range", min: least, max: -0.7, step: 0.01, value: Math.log10(said.false_alarms), input: () => draw() });
  const shown = h("span", {});
  const facts = h("div", {});
  const rows = said.strangest.map((finding) => ({ finding, element: row(finding) }));
  function draw() {
    const promise = 10 ** Number(rate.value);
    shown.textContent = number(100 * promise, 2) + " %";
    const abnormal = said.p_values.filter((value) => value <= promise * (1 + 1e-9)).length;
    facts.replaceChildren(
      figures([
        [t("samples"), number(said.p_values.length)],
        [t("abnormal"), number(abnormal) + " (" + number((100 * abnormal) / said.p_values.length, 2) + " %)"],
      ]),
    );
    rows.forEach(({ finding, element }) => element.classList.toggle("abnormal", finding.p_value <= promise * (1 + 1e-9)));
  }
  draw();
  const parts = [
    h(
      "section",
      { class: "card stack" },
      field(h("span", { class: "row between" }, t("False alarms that are promised"), shown), rate, t("so many of normal samples count as abnormal; nothing is trained again")),
      facts,
    ),
  ];
  if (said.heat.length > 0) parts.push(pictures(said));
  parts.push(
    h(
      "section",
      { class: "card stack" },
      h("h2", {}, t("The strangest")),
      h(
        "div",
        { class: "scroll", tabindex: 0 },
        h(
          "table",
          {},
          h("thead", {}, h("tr", {}, h("th", {}, t("sample")), h("th", { class: "number" }, t("score")), h("th", { class: "number" }, t("p-value")), h("th", {}, t("why")))),
          h("tbody", {}, rows.map(({ element }) => element)),
        ),
      ),
    ),
  );
  return h("div", {}, parts);
}

function row(finding) {
  const reason = finding.reasons[0];
  return h(
    "tr",
    {},
    h("td", {}, finding.item),
    h("td", { class: "number" }, decimals(finding.score, 2)),
    h("td", { class: "number" }, number(finding.p_value, 2)),
    h("td", {}, reason ? t("{0} is {1}, expected {2}", reason.where, reason.value, reason.expected) : ""),
  );
}

function pictures(said) {
  const one = (file, name) => h("figure", {}, h("img", { class: "pixel", src: png(file), alt: name }), h("figcaption", { class: "hint" }, name));
  return h(
    "section",
    { class: "card stack" },
    said.heat.map((heat, i) =>
      h(
        "div",
        { class: "stack" },
        h("strong", {}, said.strangest[i].item),
        h("div", { class: "crops" }, one(heat.picture, t("picture")), one(heat.expected, t("expected")), one(heat.heat, t("where they differ"))),
      ),
    ),
  );
}
