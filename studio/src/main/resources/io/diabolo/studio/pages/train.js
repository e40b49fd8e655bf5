// Trainings: the form, the queue, and one of them while it goes on.
import { events, get, post, query } from "../api.js";
import { lossChart } from "../chart.js";
import { announce, capital, decimals, fail, field, figures, h, keep, notice, number, options, png, state, time } from "../ui.js";
import { t } from "../words.js";

const STATES = ["queued", "running", "done", "stopped", "failed"];

export async function show(main, signal) {
  const list = h("ul", { class: "plain jobs" });
  const watched = h("section", { class: "stack" });
  const problem = h("div", {});
  const form = makeForm(problem, begin);
  main.append(
    h("h1", {}, t("Train")),
    h("p", { class: "lead" }, t("Choose data and a kind of autoencoder, and watch it learn.")),
    problem,
    h(
      "div",
      { class: "two" },
      h(
        "div",
        {},
        h("section", { class: "card" }, form.view),
        h("section", { class: "card" }, h("h2", {}, t("Trainings")), list),
      ),
      watched,
    ),
  );
  let jobs = [];
  let stopWatching = new AbortController();
  signal.addEventListener("abort", () => stopWatching.abort());

  function drawList() {
    const open = state().get("job");
    list.replaceChildren(
      ...(jobs.length === 0 ? [h("li", { class: "state" }, t("None yet."))] : []),
      ...jobs
        .map((job) =>
          h(
            "li",
            {},
            h(
              "a",
              { href: "#/train" + query({ job: job.job.id }), "aria-current": job.job.id === open ? "true" : null, click: (e) => (e.preventDefault(), watch(job.job.id)) },
              h("span", {}, job.job.name),
              h("span", { class: "state " + job.job.state }, describe(job)),
            ),
          ),
        )
        .reverse(),
    );
  }

  async function refresh() {
    jobs = (await get("/jobs", signal)).jobs;
    drawList();
  }

  async function begin(wish) {
    const status = await post("/jobs", wish);
    await refresh();
    watch(status.job.id);
  }

  function watch(id) {
    stopWatching.abort();
    stopWatching = new AbortController();
    keep({ job: id });
    drawList();
    follow(id, watched, stopWatching.signal, {
      changed: () => refresh().catch(() => {}),
      again: async () => {
        const status = await post("/jobs/" + id + "/resume");
        await refresh();
        watch(status.job.id);
      },
    });
  }

  try {
    await Promise.all([refresh(), form.begin(signal)]);
    const running = jobs.find((job) => job.job.state === "running") ?? jobs[jobs.length - 1];
    const wanted = jobs.find((job) => job.job.id === state().get("job")) ?? running;
    form.name(jobs.map((job) => job.job.name));
    if (wanted) watch(wanted.job.id);
    else watched.append(notice(t("The curves of a training, and samples that sharpen while it goes on, come here.")));
  } catch (error) {
    fail(problem, error);
  }
}

const describe = (status) => (status.stopping ? t("stopping …") : t(STATES.includes(status.job.state) ? status.job.state : "queued"));

function makeForm(problem, begin) {
  const name = h("input", { type: "text", required: true, pattern: "[A-Za-z0-9][A-Za-z0-9._\\-]{0,63}", value: "model-1", autocomplete: "off" });
  const data = h("select", {});
  const kind = h("select", {}, options([["", t("as suits the data")], ["mlp", t("fully connected (mlp)")], ["conv", t("convolutional (conv)")]], ""));
  const latent = h("input", { type: "number", min: 1, max: 4096, placeholder: "32" });
  const minutes = h("input", { type: "number", min: 0.05, max: 1440, step: "any", value: 1, required: true });
  const variational = h("input", { type: "checkbox" });
  const corruption = h("select", {}, options([["", t("none")], ["gaussian:25", "σ 25"], ["gaussian:50", "σ 50"], ["gaussian:127", "σ 127"]], ""));
  const size = h("input", { type: "text", pattern: "[0-9]{1,4}x[0-9]{1,4}" });
  const gray = h("input", { type: "checkbox" });
  const submit = h("button", { class: "main" }, t("Start training"));
  const view = h(
    "form",
    {
      submit: async (e) => {
        e.preventDefault();
        problem.replaceChildren();
        submit.disabled = true;
        try {
          await begin({
            name: name.value,
            data: data.value,
            wish: {
              kind: kind.value || null,
              latent: latent.value ? Number(latent.value) : null,
              minutes: Number(minutes.value),
              variational: variational.checked,
              corruption: corruption.value || null,
              size: size.value || null,
              gray: gray.checked,
            },
          });
          name.value = next(name.value);
        } catch (error) {
          fail(problem, error);
        }
        submit.disabled = false;
      },
    },
    field(t("Data"), data),
    h("div", { class: "pair" }, field(t("Numbers in the code"), latent), field(t("Minutes"), minutes)),
    field(t("Kind"), kind),
    field(t("Name"), name, t("of the folder that the model goes into")),
    h(
      "details",
      {},
      h("summary", {}, t("More choices")),
      h(
        "div",
        { class: "stack" },
        h("label", { class: "check" }, variational, t("variational: new samples can be drawn")),
        field(t("Noise on the input, for a denoiser"), corruption),
        field(t("Size of pictures"), size, t("such as 64x48; empty keeps their own")),
        h("label", { class: "check" }, gray, t("gray instead of colour")),
      ),
    ),
    submit,
  );
  return {
    view,
    async begin(signal) {
      const sources = (await get("/data", signal)).data;
      const wanted = state().get("data");
      data.replaceChildren(
        ...options(
          sources.map((source) => [source.name, source.name === "glyphs" ? "glyphs: " + t("embedded pen-drawn digits and letters") : `${source.name} (${t(source.kind)})`]),
          wanted ?? "glyphs",
        ),
      );
      const { models, unfinished } = await get("/models", signal);
      view.taken = [...models.map((model) => model.name), ...unfinished];
    },
    name(known) {
      const taken = new Set([...known, ...(view.taken ?? [])]);
      while (taken.has(name.value)) name.value = next(name.value);
    },
  };
}

/** model-1, model-2 ... */
function next(name) {
  const found = name.match(/^(.*?)(\d+)$/);
  return found ? found[1] + (Number(found[2]) + 1) : name + "-2";
}

async function follow(id, place, signal, actions) {
  const head = h("div", { class: "card stack" });
  const chart = h("div", { class: "chart" });
  const samples = h("div", { class: "samples" });
  const at = h("span", { class: "hint" });
  const log = h("ul", { class: "plain state" });
  const problem = h("div", {});
  const samplesCard = h("div", { class: "card stack", hidden: true }, h("h2", {}, t("What it makes of samples it does not learn from"), " ", at), samples);
  place.replaceChildren(problem, head, h("div", { class: "card" }, chart), samplesCard, h("details", {}, h("summary", {}, t("Log")), log));
  const curves = lossChart(chart, signal);
  let all = { status: null, points: [], notes: [], samples: null };

  function drawHead() {
    const status = all.status;
    const act = (work) => async () => {
      try {
        problem.replaceChildren();
        await work();
      } catch (error) {
        fail(problem, error);
      }
    };
    const { progress, job, result } = status;
    const last = all.points[all.points.length - 1];
    head.replaceChildren(
      h(
        "div",
        { class: "row between" },
        h("h2", {}, job.name, " ", h("span", { class: "state " + job.state }, describe(status))),
        h(
          "div",
          { class: "row" },
          job.state === "running" || job.state === "queued"
            ? h("button", { type: "button", disabled: status.stopping, click: act(() => post("/jobs/" + id + "/stop").then(actions.changed)) }, t("Stop"))
            : null,
          job.state === "stopped" || job.state === "failed"
            ? h("button", { type: "button", click: act(actions.again) }, t(job.state === "failed" ? "Begin again" : "Continue"))
            : null,
          job.state === "done" ? h("a", { class: "button", href: "#/latent" + query({ model: job.name }) }, t("Look at its latent space")) : null,
        ),
      ),
      ...(job.state === "running" ? [h("progress", { max: progress.total || 1, value: progress.step, "aria-label": t("step") })] : []),
      ...(job.error ? [notice(capital(job.error), "error")] : []),
      ...(result ? [notice(verdict(result))] : []),
      figures([
        progress.total > 0 && [t("step"), t("{0} of {1}", number(progress.step), number(progress.total))],
        last && [t("validation loss"), number(last.validation, 4)],
        status.reference !== null && [t("PCA with as many numbers"), number(status.reference, 4)],
        job.state === "running" && [t("samples a second"), number(progress.per_second)],
        job.state === "running" && [t("time left"), progress.seconds_left === null ? "–" : time(progress.seconds_left)],
        result && [t("test error (MSE)"), number(result.mse)],
        result && [t("error (PSNR)"), decimals(result.psnr_db, 2) + " dB"],
      ]),
    );
  }

  function drawSamples() {
    if (!all.samples) return;
    const { originals, inputs, outputs, step } = all.samples;
    const noisy = inputs.some((input, i) => input !== originals[i]);
    const row = (name, files) => [h("span", {}, name), ...files.map((file, i) => h("img", { src: png(file), alt: name + " " + (i + 1) }))];
    samples.replaceChildren(...row(t("original"), originals), ...(noisy ? row(t("with noise"), inputs) : []), ...row(t("rebuilt"), outputs));
    at.textContent = t("at step {0}", number(step));
    samplesCard.hidden = false;
  }

  const draw = {
    all: (data) => {
      all = data;
      drawHead();
      curves.draw(all.points, all.status.reference);
      drawSamples();
      log.replaceChildren(...all.notes.map((note) => h("li", {}, note)));
    },
    status: (data) => {
      const changed = all.status.job.state !== data.job.state;
      all.status = data;
      drawHead();
      if (changed) {
        announce(t("Training {0}: {1}", data.job.name, describe(data)));
        actions.changed();
      }
    },
    progress: (data) => {
      all.status.progress = data;
      drawHead();
    },
    point: (data) => {
      all.points.push(data);
      curves.draw(all.points, all.status.reference);
    },
    reference: (data) => {
      all.status.reference = data;
      curves.draw(all.points, data);
    },
    samples: (data) => {
      all.samples = data;
      drawSamples();
    },
    note: (data) => log.append(h("li", {}, data)),
  };
  try {
    for (let over = false; !over && !signal.aborted; ) {
      await events("/jobs/" + id + "/events", (type, data) => (type === "end" ? null : draw[type]?.(data)), signal);
      over = !all.status || !["queued", "running"].includes(all.status.job.state);
      if (!over) await new Promise((wait) => setTimeout(wait, 1000));
    }
  } catch (error) {
    fail(problem, error);
  }
}

function verdict(result) {
  return result.mse < result.pca_mse
    ? t("Its error is {0} % below that of PCA with as many numbers.", number(Math.round(100 * (1 - result.mse / result.pca_mse))))
    : t("PCA with as many numbers is better: train longer, or give it more samples.");
}
