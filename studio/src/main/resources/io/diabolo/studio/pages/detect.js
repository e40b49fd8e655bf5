// What is abnormal: a detector of the folder judges data of the folder, or is fitted to it.
import { get, query } from "../api.js";
import { chooseData, follow, free, isOver, jobHead, nameInput, next, queue, sizeInput, submit, tell } from "../jobs.js";
import { capital, decimals, fail, field, figures, h, keep, notice, number, options, png, state } from "../ui.js";
import { t } from "../words.js";

export async function show(main, signal) {
  const problem = h("div", {});
  const forms = h("div", {});
  const answer = h("div", { "aria-live": "polite" });
  const list = h("ul", { class: "plain jobs" });
  const judging = makeJudging(problem, answer, signal);
  const fitting = makeFitting(problem, (wish) => fits.begin(wish));
  const fits = queue(
    {
      page: "detect",
      type: "detector",
      list,
      draw: (id, watching, actions) => drawFit(id, answer, watching, { ...actions, changed: () => (actions.changed(), judging.begin().catch(() => {})), use: judging.use }),
    },
    signal,
  );
  main.append(
    h("h1", {}, t("Detect")),
    h("p", { class: "lead" }, t("Which samples are abnormal, how sure that is, and why, by a detector that has seen normal ones.")),
    problem,
    h("div", { class: "two" }, forms, answer),
  );
  try {
    await Promise.all([judging.begin(), fitting.begin(signal), fits.refresh()]);
    fitting.taken([...judging.detectors(), ...fits.names()]);
    const fit = h("section", { class: "card" }, h("details", { open: judging.detectors().length === 0 }, h("summary", {}, t("Fit a detector to normal samples")), h("div", { class: "stack" }, fitting.view, list)));
    forms.append(judging.view, fit);
    if (state().has("job")) fits.watchOne();
    else if (state().has("detector") && state().has("data")) await judging.judge();
  } catch (error) {
    fail(problem, error);
  }
}

/** The form by which a detector judges data. */
function makeJudging(problem, answer, signal) {
  const detector = h("select", {});
  const source = h("select", {});
  const start = h("button", { class: "main" }, t("Judge"));
  const none = h("p", { class: "state" }, t("There is no detector in the folder yet: fit one."));
  const form = h("form", { submit: (e) => (e.preventDefault(), judge()) }, field(t("Detector"), detector), field(t("Data"), source), start);
  let known = [];

  async function begin() {
    const [{ detectors }, { data }] = await Promise.all([get("/detectors", signal), get("/data", signal)]);
    const fill = (select, pairs, name) => {
      const values = pairs.map(([value]) => value);
      const wanted = [select.value, state().get(name)].find((value) => values.includes(value)) ?? values[0];
      select.replaceChildren(...options(pairs, wanted));
    };
    known = detectors;
    fill(detector, detectors.map((name) => [name, name]), "detector");
    fill(source, data.filter((one) => one.name !== "glyphs").map((one) => [one.name, `${one.name} (${t(one.kind)})`]), "data");
    form.hidden = detectors.length === 0;
    none.hidden = !form.hidden;
    start.disabled = source.value === "";
  }

  async function judge() {
    keep({ detector: detector.value, data: source.value, job: undefined });
    answer.replaceChildren(h("p", { class: "state" }, t("working …")));
    await submit(start, problem, async () => {
      const judged = await get("/detector/findings" + query({ name: detector.value, data: source.value }), signal).catch((error) => {
        answer.replaceChildren();
        throw error;
      });
      answer.replaceChildren(...judged.notes.map((note) => notice(capital(note))), judgement(judged.judgement));
    });
  }

  return {
    view: h("section", { class: "card" }, none, form),
    begin,
    judge,
    detectors: () => known,
    use: (name) => (detector.value = name),
  };
}

/** The form that asks for a detector. */
function makeFitting(problem, begin) {
  const name = nameInput("guard-1");
  const data = h("select", {});
  const rate = h("input", { type: "number", min: 0.01, max: 50, step: "any", value: 1, required: true });
  const normal = h("input", { type: "text", maxlength: 200 });
  const target = h("input", { type: "text", maxlength: 200 });
  const ignore = h("input", { type: "text", maxlength: 1000 });
  const size = sizeInput();
  const start = h("button", { class: "main" }, t("Fit"));
  const view = h(
    "form",
    {
      submit: (e) => {
        e.preventDefault();
        submit(start, problem, async () => {
          const columns = ignore.value.split(",").map((column) => column.trim()).filter(Boolean);
          await begin({
            name: name.value,
            data: data.value,
            wish: {
              type: "detector",
              false_alarms: Number(rate.value) / 100,
              target: target.value || null,
              normal: normal.value || null,
              ignore: columns.length > 0 ? columns : null,
              size: size.value || null,
            },
          });
          name.value = next(name.value);
        });
      },
    },
    field(t("Data"), data),
    field(t("False alarms that are promised") + ", %", rate),
    field(t("Label of normal samples"), normal, t("empty: all samples are normal")),
    field(t("Name"), name, t("of the folder that the detector goes into")),
    h(
      "details",
      {},
      h("summary", {}, t("More choices")),
      h(
        "div",
        { class: "stack" },
        field(t("Column of labels, in a table"), target),
        field(t("Columns to leave out, in a table"), ignore, t("with commas between them")),
        field(t("Size of pictures"), size, t("such as 64x48; empty keeps their own")),
      ),
    ),
    start,
  );
  return { view, begin: (signal) => chooseData(data, signal), taken: (names) => free(name, names) };
}

/** A fit while it goes on: several networks learn, one after the other. */
async function drawFit(id, place, signal, actions) {
  const problem = h("div", {});
  const head = h("div", { class: "stack" });
  const log = h("ul", { class: "plain state" });
  place.replaceChildren(problem, h("section", { class: "card stack" }, head, log));
  let status = null;
  function draw(now) {
    const changed = status !== null && status.job.state !== now.job.state;
    status = now;
    const use = h("button", { type: "button", click: () => actions.use(now.job.name) }, t("Judge with it"));
    head.replaceChildren(
      ...jobHead(now, { ...actions, done: use }, problem),
      figures([now.progress.total > 0 && [t("step"), t("{0} of {1}", number(now.progress.step), number(now.progress.total))]]),
    );
    if (changed) {
      tell(now);
      actions.changed();
    }
  }
  const heard = {
    all: (data) => (draw(data.status), log.replaceChildren(...data.notes.map((note) => h("li", {}, capital(note))))),
    status: draw,
    progress: (data) => draw({ ...status, progress: data }),
    note: (data) => log.append(h("li", {}, capital(data))),
  };
  try {
    await follow(id, (type, data) => heard[type]?.(data), () => isOver(status), signal);
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
