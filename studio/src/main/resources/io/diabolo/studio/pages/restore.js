// The restorers: noise, JPEG's blocks, enlarging, and repairing what is painted over.
import { blob, post } from "../api.js";
import { announce, decimals, fail, field, h, keep, number, options, picker, pictureUrl, state } from "../ui.js";
import { wipe } from "../wipe.js";
import { t } from "../words.js";

const TASKS = { denoise: "take noise out", deblock: "take JPEG's blocks out", upscale: "enlarge", inpaint: "repair what is painted over" };

export function show(main) {
  const problem = h("div", {});
  const compare = wipe();
  const paint = painter(compare.frame);
  const said = h("p", { class: "state", role: "status" });
  let task = TASKS[state().get("task")] ? state().get("task") : "denoise";
  let picture = null;
  let result = null;

  const sigma = h("input", { type: "range", min: 0, max: 75, step: 1, value: 0, input: () => drawSigma() });
  const strength = h("span", {});
  const drawSigma = () => (strength.textContent = Number(sigma.value) === 0 ? t("found by itself") : "σ " + sigma.value);
  const factor = h("select", {}, options([["2", "2"], ["3", "3"], ["4", "4"]], "2"));
  const brush = h("input", { type: "range", min: 2, max: 80, value: 14, input: () => paint.brush(Number(brush.value)) });
  const parts = {
    denoise: field(h("span", { class: "row between" }, t("How strong the noise is"), strength), sigma),
    deblock: h("span", {}),
    upscale: field(t("Factor"), factor),
    inpaint: h(
      "div",
      { class: "stack" },
      h("p", { class: "hint" }, t("Paint over what is to be repaired, with mouse or finger. With nothing painted, transparent and dead pixels are found.")),
      field(t("Brush, in pixels"), brush),
      h("button", { type: "button", click: () => paint.clear() }, t("Wipe the paint away")),
    ),
  };
  const choice = h("div", {});
  const start = h("button", { type: "button", class: "main", disabled: true, click: () => run() }, t("Start"));
  const download = h("button", { type: "button", disabled: true, click: () => save() }, t("Download") + " .png");
  const onward = h("button", { type: "button", disabled: true, click: () => goOn() }, t("Go on from the result"));

  const back = h("button", { type: "button", disabled: true, click: () => original() }, t("Back to the original"));

  function choose(name) {
    task = name;
    keep({ task: name });
    choice.replaceChildren(parts[name]);
    if (picture) original();
  }

  /** What was painted is still there. */
  function original() {
    result = null;
    compare.showAfter(null);
    compare.showBefore(picture.url, t("original"), picture.width, picture.height);
    paint.show(task === "inpaint");
    download.disabled = onward.disabled = back.disabled = true;
    said.textContent = "";
  }

  async function take(sent) {
    picture = { ...sent, url: await pictureUrl(sent.id) };
    paint.size(sent.width, sent.height);
    original();
    start.disabled = false;
  }

  async function run() {
    start.disabled = true;
    said.textContent = t("working …");
    problem.replaceChildren();
    try {
      const wish = { task };
      if (task === "denoise" && Number(sigma.value) > 0) wish.sigma = Number(sigma.value);
      if (task === "upscale") wish.factor = Number(factor.value);
      if (task === "inpaint" && paint.used()) wish.mask = (await post("/pictures", await paint.mask())).id;
      const answer = await post("/pictures/" + picture.id + "/restore", wish);
      result = { ...answer, url: await pictureUrl(answer.picture) };
      paint.show(false);
      compare.showBefore(picture.url, t("original"), answer.width, answer.height);
      compare.showAfter(result.url, t("restored"));
      download.disabled = onward.disabled = back.disabled = false;
      said.textContent = `${number(answer.width)} × ${number(answer.height)}, ` + t("done in {0} s", decimals(answer.seconds, 2));
      announce(said.textContent);
    } catch (error) {
      said.textContent = "";
      fail(problem, error);
    }
    start.disabled = false;
  }

  async function save() {
    const url = URL.createObjectURL(await blob("/pictures/" + result.picture));
    h("a", { href: url, download: task + ".png" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  const goOn = () => take({ id: result.picture, width: result.width, height: result.height });

  const source = picker(take, problem);
  main.append(
    h("h1", {}, t("Restore")),
    h("p", { class: "lead" }, t("Take noise or JPEG's blocks out of a photograph, enlarge it, or paint over what is to be repaired.")),
    problem,
    h(
      "div",
      { class: "two" },
      h(
        "div",
        {},
        h(
          "section",
          { class: "card stack" },
          h(
            "fieldset",
            {},
            h("legend", {}, t("What to do")),
            Object.entries(TASKS).map(([name, title]) =>
              h("label", { class: "check" }, h("input", { type: "radio", name: "task", value: name, checked: name === task, change: () => choose(name) }), t(title)),
            ),
          ),
          choice,
          start,
        ),
        h("section", { class: "card stack" }, source.view),
      ),
      h("section", { class: "card stack" }, compare.view, said, h("div", { class: "row" }, download, back, onward)),
    ),
  );
  drawSigma();
  choose(task);
  source.begin();
}

/** A canvas over a picture on which a mask is painted; its pixels are the picture's. */
function painter(frame) {
  const canvas = h("canvas", { hidden: true, role: "img", "aria-label": t("paint over what is to be repaired") });
  const context = canvas.getContext("2d");
  let width = 14;
  let painted = false;
  let last = null;
  frame.append(canvas);

  function to(e) {
    const box = canvas.getBoundingClientRect();
    return { x: ((e.clientX - box.left) / box.width) * canvas.width, y: ((e.clientY - box.top) / box.height) * canvas.height };
  }
  function line(from, end) {
    context.strokeStyle = "#e0218a";
    context.lineCap = "round";
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(end.x + 0.01, end.y);
    context.stroke();
    painted = true;
  }
  canvas.addEventListener("pointerdown", (e) => {
    canvas.setPointerCapture(e.pointerId);
    last = to(e);
    line(last, last);
  });
  canvas.addEventListener("pointermove", (e) => {
    if (!canvas.hasPointerCapture(e.pointerId) || !last) return;
    const now = to(e);
    line(last, now);
    last = now;
  });
  canvas.addEventListener("pointerup", () => (last = null));

  return {
    show: (visible) => (canvas.hidden = !visible),
    brush: (pixels) => (width = pixels),
    used: () => painted,
    clear() {
      context.clearRect(0, 0, canvas.width, canvas.height);
      painted = false;
    },
    size(w, hgt) {
      canvas.width = w;
      canvas.height = hgt;
      painted = false;
    },
    /** White where it is painted, black elsewhere. */
    mask() {
      const copy = h("canvas", { width: canvas.width, height: canvas.height });
      const paint = copy.getContext("2d");
      paint.drawImage(canvas, 0, 0);
      const data = paint.getImageData(0, 0, copy.width, copy.height);
      for (let i = 0; i < data.data.length; i += 4) {
        data.data.fill(data.data[i + 3] > 100 ? 255 : 0, i, i + 3);
        data.data[i + 3] = 255;
      }
      paint.putImageData(data, 0, 0);
      return new Promise((done) => copy.toBlob(done, "image/png"));
    },
  };
}
