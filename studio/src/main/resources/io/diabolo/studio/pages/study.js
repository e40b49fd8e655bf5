// Studies: several kinds of autoencoder with several sizes of the code, compared; a table that fills, then the report.
import { get, post, query } from "../api.js";
import { errorChart } from "../chart.js";
import { chooseData, follow, free, isOver, jobHead, nameInput, next, percent, queue, sizeInput, submit, tell } from "../jobs.js";
import { capital, fail, field, figures, h, keep, notice, number, state } from "../ui.js";
import { t } from "../words.js";

const KINDS = ["mlp", "conv", "mlp-variational", "conv-variational", "mlp-denoising", "conv-denoising"];

export async function show(main, signal) {
  const list = h("ul", { class: "plain jobs" });
  const kept = h("ul", { class: "plain" });
  const watched = h("section", { class: "stack" });
  const problem = h("div", {});
  const form = makeForm(problem, (wish) => studies.begin(wish));
  main.append(
    h("h1", {}, t("Study")),
    h("p", { class: "lead" }, t("Which size of the code, and which kind of autoencoder? All of them are trained alike and compared with PCA.")),
    problem,
    h(
      "div",
      { class: "two" },
      h(
        "div",
        {},
        h("section", { class: "card" }, form.view),
        h("section", { class: "card" }, h("h2", {}, t("Studies")), list),
        h("section", { class: "card" }, h("h2", {}, t("Reports")), kept),
      ),
      watched,
    ),
  );

  async function refreshReports() {
    const found = await get("/studies", signal);
    form.taken([...found.studies, ...found.unfinished, ...studies.names()]);
    const go = (name) => (e) => submit(e.target, problem, () => studies.begin({ name, resume: true }));
    const entries = [
      ...found.studies.map((name) => h("li", {}, h("a", { href: "#/study" + query({ study: name }), click: (e) => (e.preventDefault(), open(name)) }, name))),
      ...found.unfinished.map((name) => h("li", { class: "row between" }, name, h("button", { type: "button", click: go(name) }, t("Continue")))),
    ];
    kept.replaceChildren(...(entries.length === 0 ? [h("li", { class: "state" }, t("None yet."))] : entries));
    return found.studies;
  }

  function open(name) {
    studies.leave();
    keep({ study: name });
    const place = h("section", { class: "card stack" });
    watched.replaceChildren(place);
    report(name, place);
  }

  const studies = queue(
    {
      page: "study",
      type: "study",
      list,
      draw(id, watching, actions) {
        keep({ study: undefined });
        const changed = () => (actions.changed(), refreshReports().catch(() => {}));
        drawStudy(id, watched, watching, { ...actions, changed });
      },
    },
    signal,
  );
  try {
    await Promise.all([studies.refresh(), form.begin(signal)]);
    const finished = await refreshReports();
    const wanted = state().get("study");
    if (finished.includes(wanted)) open(wanted);
    else if (!studies.watchOne()) watched.append(notice(t("A table of all trainings comes here and fills while they go on, and then the report.")));
  } catch (error) {
    fail(problem, error);
  }
}

function makeForm(problem, begin) {
  const name = nameInput("study-1");
  const data = h("select", {});
  const latents = h("input", { type: "text", pattern: "\\s*[0-9]+(\\s*,\\s*[0-9]+)*\\s*", placeholder: "2, 4, 8, 16, 32" });
  const minutes = h("input", { type: "number", min: 0.1, max: 1440, step: "any", value: 2, required: true });
  const kinds = KINDS.map((kind) => ({ kind, box: h("input", { type: "checkbox" }) }));
  const seeds = h("input", { type: "number", min: 1, max: 20, value: 1, required: true });
  const size = sizeInput();
  const gray = h("input", { type: "checkbox" });
  const start = h("button", { class: "main" }, t("Start the study"));
  let names = [];
  const view = h(
    "form",
    {
      submit: (e) => {
        e.preventDefault();
        submit(start, problem, async () => {
          const chosen = kinds.filter(({ box }) => box.checked).map(({ kind }) => kind);
          await begin({
            name: name.value,
            data: data.value,
            wish: {
              type: "study",
              latents: latents.value ? latents.value.split(",").map(Number) : null,
              models: chosen.length > 0 ? chosen : null,
              seeds: Number(seeds.value),
              minutes: Number(minutes.value),
              size: size.value || null,
              gray: gray.checked,
              language: document.documentElement.lang,
            },
          });
          name.value = next(name.value);
        });
      },
    },
    field(t("Data"), data),
    h("div", { class: "pair" }, field(t("Sizes of the code"), latents), field(t("Minutes"), minutes)),
    field(t("Name"), name, t("of the folder that the study goes into")),
    h(
      "details",
      {},
      h("summary", {}, t("More choices")),
      h(
        "div",
        { class: "stack" },
        h("fieldset", {}, h("legend", {}, t("Kinds; none: as suits the data")), kinds.map(({ kind, box }) => h("label", { class: "check" }, box, kind))),
        field(t("Trainings of each"), seeds, t("with other random numbers, to see how far results spread")),
        field(t("Size of pictures"), size, t("such as 64x48; empty keeps their own")),
        h("label", { class: "check" }, gray, t("gray instead of colour")),
      ),
    ),
    start,
  );
  return {
    view,
    begin: (signal) => chooseData(data, signal),
    taken(all) {
      names = all;
      free(name, names);
    },
  };
}

async function drawStudy(id, place, signal, actions) {
  const head = h("div", { class: "card stack" });
  const table = h("div", { class: "scroll", tabindex: 0 });
  const chart = h("div", { class: "chart" });
  const compared = h("section", { class: "card stack", hidden: true }, table, chart);
  const log = h("ul", { class: "plain state" });
  const problem = h("div", {});
  const reported = h("section", { class: "card stack", hidden: true });
  place.replaceChildren(problem, head, compared, reported, h("details", {}, h("summary", {}, t("Log")), log));
  const errors = errorChart(chart, signal);
  let all = { status: null, notes: [], runs: [] };

  function drawHead() {
    const { progress } = all.status;
    head.replaceChildren(
      ...jobHead(all.status, { ...actions, done: null }, problem),
      figures([progress.total > 0 && [t("Trainings"), t("{0} of {1}", number(progress.step), number(progress.total))]]),
    );
  }

  function drawRuns() {
    if (all.runs.length === 0) return;
    compared.hidden = false;
    const models = [...new Set(all.runs.map((run) => run.model))];
    const latents = [...new Set(all.runs.map((run) => run.latent))].sort((a, b) => a - b);
    const of = (model, latent) => all.runs.filter((run) => run.model === model && run.latent === latent);
    table.replaceChildren(
      h(
        "table",
        {},
        h("caption", { class: "hint" }, t("test error (MSE)")),
        h("thead", {}, h("tr", {}, h("th", {}, t("Numbers in the code")), models.map((model) => h("th", { class: "number" }, model)))),
        h("tbody", {}, latents.map((latent) => h("tr", {}, h("th", {}, number(latent)), models.map((model) => h("td", { class: "number" }, cell(of(model, latent))))))),
      ),
    );
    errors.draw(models, latents, models.map((model) => latents.map((latent) => mean(of(model, latent)))));
  }

  async function drawReport() {
    if (all.status.job.state !== "done" || !reported.hidden) return;
    reported.hidden = false;
    await report(all.status.job.name, reported);
  }

  const draw = {
    all: (data) => {
      all = data;
      drawHead();
      drawRuns();
      drawReport();
      log.replaceChildren(...all.notes.map((note) => h("li", {}, capital(note))));
    },
    status: (data) => {
      const changed = all.status.job.state !== data.job.state;
      all.status = data;
      drawHead();
      drawReport();
      if (changed) {
        tell(data);
        actions.changed();
      }
    },
    run: (data) => {
      const same = (run) => run.model === data.model && run.latent === data.latent && run.seed === data.seed;
      const at = all.runs.findIndex(same);
      if (at < 0) all.runs.push(data);
      else all.runs[at] = data;
      drawRuns();
    },
    note: (data) => log.append(h("li", {}, capital(data))),
  };
  try {
    await follow(id, (type, data) => draw[type]?.(data), () => isOver(all.status), signal);
  } catch (error) {
    fail(problem, error);
  }
}

/** The mean error of trainings that have ended; null where none has. */
function mean(runs) {
  const errors = runs.map((run) => run.mse).filter((error) => error !== null);
  return errors.length === 0 ? null : errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

function cell(runs) {
  const failed = runs.find((run) => run.state === "failed");
  if (failed) return h("span", { class: "state failed", title: failed.error ?? "" }, t("failed"));
  const error = mean(runs);
  if (error !== null) return number(error, 3);
  const running = runs.find((run) => run.state === "running");
  return h("span", { class: "state" }, running ? percent(running.share) : "–");
}

/** The report of a study in a frame, which cannot send the token and so gets an address of its own. */
async function report(name, place) {
  try {
    const { address } = await post("/study/report" + query({ name }));
    place.replaceChildren(
      h("div", { class: "row between" }, h("h2", {}, name), h("a", { class: "button", href: address, target: "_blank", rel: "noopener" }, t("Open the report alone"))),
      h("iframe", { class: "report", src: address, title: t("report of {0}", name), load: (e) => e.target.classList.add("loaded") }),
    );
  } catch (error) {
    fail(place, error);
  }
}
