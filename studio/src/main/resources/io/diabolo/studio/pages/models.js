// What is in the folder.
import { blob, get, post, query, remove } from "../api.js";
import { announce, fail, figures, h, notice, number, time } from "../ui.js";
import { t } from "../words.js";

export async function show(main, signal) {
  const place = h("div", {}, h("p", { class: "state" }, t("loading …")));
  main.append(
    h("h1", {}, t("Models")),
    h("p", { class: "lead" }, t("What is in the folder: autoencoders that were trained here or on the command line.")),
    place,
  );
  try {
    const [{ models, unfinished, complete }, { studies }] = await Promise.all([get("/models", signal), get("/studies", signal)]);
    const alone = models.filter((model) => !studies.some((study) => model.name.startsWith(study + "/")));
    const parts = [];
    if (!complete) parts.push(notice(t("The folder is large: only a part of it was looked at.")));
    if (models.length === 0) {
      parts.push(
        notice(t("There is no model yet. The embedded pictures are enough to train one in a minute.")),
        h("a", { class: "button", href: "#/train" }, t("Train one")),
      );
    }
    parts.push(h("div", { class: "cards" }, alone.map((model) => card(model, place))));
    if (studies.length > 0) {
      parts.push(
        h(
          "section",
          { class: "card" },
          h("h2", {}, t("Studies")),
          h("ul", { class: "plain" }, studies.map((study) => h("li", {}, h("a", { href: "#/study" + query({ study }) }, study)))),
        ),
      );
    }
    if (unfinished.length > 0) parts.push(stopped(unfinished, place));
    place.replaceChildren(...parts);
  } catch (error) {
    fail(place, error);
  }
}

function card(model, place) {
  const metric = (name) => model.figures?.metrics.find((one) => one.name === name)?.value;
  const element = h("article", { class: "card stack" }, h("h2", {}, model.name));
  if (model.sheet) {
    const sheet = h("img", { class: "thumb", alt: t("test pictures and what the model makes of them") });
    blob("/model/sheet" + query({ name: model.name })).then(
      (file) => {
        sheet.onload = () => URL.revokeObjectURL(sheet.src);
        sheet.src = URL.createObjectURL(file);
      },
      () => sheet.remove(),
    );
    element.append(sheet);
  }
  if (model.error) element.append(notice(model.error, "error"));
  if (model.figures) {
    element.append(
      h("p", { class: "state" }, model.figures.kind + " · " + model.figures.data + " " + model.figures.input),
      figures([
        [t("test error (MSE)"), number(metric("test_mse"))],
        [t("PCA's"), number(metric("pca_mse"))],
        [t("latent"), number(model.figures.latent)],
        [t("parameters"), number(model.figures.parameters)],
        [t("trained"), time(model.figures.seconds)],
      ]),
      ...model.figures.warnings.map((warning) => notice(warning)),
      inspection(model.name),
    );
  }
  element.append(
    h(
      "div",
      { class: "row between" },
      model.figures?.pictures
        ? h("a", { class: "button", href: "#/latent" + query({ model: model.name }) }, t("Latent space"))
        : h("span", {}),
      h("button", { class: "danger", type: "button", click: () => confirm(model.name, element, place) }, t("Delete")),
    ),
  );
  return element;
}

/** The layers, asked for when they are opened. */
function inspection(name) {
  const place = h("div", { class: "scroll", tabindex: 0 }, h("p", { class: "state" }, t("loading …")));
  const details = h("details", { toggle: () => details.open && fill() }, h("summary", {}, t("Layers")), place);
  async function fill() {
    try {
      const { layers } = await get("/model" + query({ name }));
      const row = (layer) => h("tr", {}, h("td", {}, layer.name), h("td", {}, layer.description), h("td", { class: "number" }, layer.output.join(" × ")), h("td", { class: "number" }, number(layer.parameters)));
      const head = [t("layer"), t("what it is")].map((text) => h("th", {}, text)).concat([t("gives"), t("parameters")].map((text) => h("th", { class: "number" }, text)));
      place.replaceChildren(h("table", {}, h("thead", {}, h("tr", {}, head)), h("tbody", {}, layers.map(row))));
    } catch (error) {
      place.replaceChildren();
      fail(place, error);
    }
  }
  return details;
}

function confirm(name, element, place) {
  const dialog = h(
    "dialog",
    { close: () => dialog.remove() },
    h("p", {}, t("Delete {0}? Its files cannot be brought back.", name)),
    h(
      "div",
      { class: "row" },
      h("button", { type: "button", autofocus: true, click: () => dialog.close() }, t("Cancel")),
      h("button", { type: "button", class: "danger", click: () => erase() }, t("Delete")),
    ),
  );
  async function erase() {
    dialog.close();
    try {
      await remove("/model" + query({ name, confirm: name }));
      element.remove();
      announce(t("{0} is deleted", name));
    } catch (error) {
      const where = h("div", {});
      place.prepend(where);
      fail(where, error);
    }
  }
  document.body.append(dialog);
  dialog.showModal();
}

function stopped(names, place) {
  const go = async (name) => {
    try {
      const status = await post("/jobs", { name, resume: true });
      location.hash = "#/train" + query({ job: status.job.id });
    } catch (error) {
      const where = h("div", {});
      place.prepend(where);
      fail(where, error);
    }
  };
  return h(
    "section",
    { class: "card" },
    h("h2", {}, t("Trainings that were stopped")),
    h(
      "ul",
      { class: "plain" },
      names.map((name) => h("li", { class: "row between" }, name, h("button", { type: "button", click: () => go(name) }, t("Continue")))),
    ),
  );
}
