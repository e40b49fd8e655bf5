// Trainings: the form, the queue, and one of them while it goes on.
import { get, query } from "../api.js";
import { lossChart } from "../chart.js";
import { chooseData, follow, free, isOver, jobHead, nameInput, next, queue, sizeInput, submit, tell } from "../jobs.js";
import { decimals, fail, field, figures, h, notice, number, options, png, time } from "../ui.js";
import { t } from "../words.js";

export async function show(main, signal) {
  const list = h("ul", { class: "plain jobs" });
  const watched = h("section", { class: "stack" });
  const problem = h("div", {});
  const form = makeForm(problem, (wish) => jobs.begin(wish));
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
  const jobs = queue({ page: "train", type: "training", list, draw: (id, watching, actions) => drawTraining(id, watched, watching, actions) }, signal);
  try {
    await Promise.all([jobs.refresh(), form.begin(signal)]);
    form.name(jobs.names());
    if (!jobs.watchOne()) watched.append(notice(t("The curves of a training, and samples that sharpen while it goes on, come here.")));
  } catch (error) {
    fail(problem, error);
  }
}

function makeForm(problem, begin) {
  const name = nameInput("model-1");
  const data = h("select", {});
  const kind = h("select", {}, options([["", t("as suits the data")], ["mlp", t("fully connected (mlp)")], ["conv", t("convolutional (conv)")]], ""));
  const latent = h("input", { type: "number", min: 1, max: 4096, placeholder: "32" });
  const minutes = h("input", { type: "number", min: 0.05, max: 1440, step: "any", value: 1, required: true });
  const variational = h("input", { type: "checkbox" });
  const corruption = h("select", {}, options([["", t("none")], ["gaussian:25", "σ 25"], ["gaussian:50", "σ 50"], ["gaussian:127", "σ 127"]], ""));
  const size = sizeInput();
  const gray = h("input", { type: "checkbox" });
  const start = h("button", { class: "main" }, t("Start training"));
  const view = h(
    "form",
    {
      submit: (e) => {
        e.preventDefault();
        submit(start, problem, async () => {
          await begin({
            name: name.value,
            data: data.value,
            wish: {
              type: "training",
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
        });
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
    start,
  );
  return {
    view,
    async begin(signal) {
      await chooseData(data, signal);
      const { models, unfinished } = await get("/models", signal);
      view.taken = [...models.map((model) => model.name), ...unfinished];
    },
    name: (known) => free(name, [...known, ...(view.taken ?? [])]),
  };
}

async function drawTraining(id, place, signal, actions) {
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
    const { progress, job, result } = status;
    const last = all.points[all.points.length - 1];
    head.replaceChildren(
      ...jobHead(status, { ...actions, done: h("a", { class: "button", href: "#/latent" + query({ model: job.name }) }, t("Look at its latent space")) }, problem),
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
        tell(data);
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
    await follow(id, (type, data) => draw[type]?.(data), () => isOver(all.status), signal);
  } catch (error) {
    fail(problem, error);
  }
}

function verdict(result) {
  return result.mse < result.pca_mse
    ? t("Its error is {0} % below that of PCA with as many numbers.", number(Math.round(100 * (1 - result.mse / result.pca_mse))))
    : t("PCA with as many numbers is better: train longer, or give it more samples.");
}
