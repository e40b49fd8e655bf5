// The picture codec: quality against bytes.
import { blob, latest, post } from "../api.js";
import { decimals, fail, field, figures, h, image, keep, number, picker, pictureUrl, release, state } from "../ui.js";
import { wipe } from "../wipe.js";
import { t } from "../words.js";

const CROP = 96;
const PAUSE = 350;

export function show(main, signal) {
  const problem = h("div", {});
  const quality = h("input", { type: "range", min: 1, max: 8, step: 0.25, value: Number(state().get("quality")) || 4, input: () => changed() });
  const shown = h("span", {});
  const facts = h("div", { "aria-live": "polite" });
  const download = h("button", { type: "button", disabled: true, click: () => save() }, t("Download") + " .dbl");
  const crops = h("div", { class: "crops" });
  const compare = wipe();
  const opened = h("input", { type: "file", accept: ".dbl", hidden: true, change: () => opened.files[0] && open(opened.files[0]) });
  let picture = null;
  let coded = null;
  let others = [];
  let comparedAt = 0;
  let at = null;
  let waiting = 0;

  const source = picker(async (sent) => {
    picture = { ...sent, url: await pictureUrl(sent.id) };
    coded = null;
    others = [];
    at = null;
    compare.showAfter(null);
    compare.showBefore(picture.url, t("original"), sent.width, sent.height);
    crops.replaceChildren();
    quality.disabled = false;
    changed();
  }, problem);

  main.append(
    h("h1", {}, t("Compress")),
    h("p", { class: "lead" }, t("A small file of a photograph: move the quality and see what it costs.")),
    problem,
    h(
      "div",
      { class: "two" },
      h(
        "div",
        {},
        h("section", { class: "card stack" }, field(h("span", { class: "row between" }, t("Quality"), shown), quality, t("1 is the smallest file, 8 the best picture")), facts, download),
        h("section", { class: "card stack" }, source.view, h("button", { type: "button", click: () => opened.click() }, t("Open a .dbl file")), opened),
      ),
      h(
        "div",
        {},
        h("section", { class: "card stack" }, compare.view),
        h(
          "section",
          { class: "card stack" },
          h("h2", {}, t("Beside others with as many bytes")),
          h("p", { class: "hint" }, t("Click in the picture to choose the part that is compared.")),
          crops,
        ),
      ),
    ),
  );

  const code = latest(async () => {
    const wanted = picture;
    try {
      const answer = await post("/pictures/" + wanted.id + "/compress", { quality: Number(quality.value) });
      const url = await pictureUrl(answer.picture);
      if (wanted !== picture || signal.aborted) return release(url);
      release(coded?.url);
      coded = { ...answer, url };
      compare.showAfter(url, "Diabolo");
      download.disabled = false;
      drawFacts();
      problem.replaceChildren();
      clearTimeout(waiting);
      waiting = setTimeout(() => beside(wanted, answer.bytes), PAUSE);
      drawCrops();
    } catch (error) {
      fail(problem, error);
    }
  });

  const beside = latest(async (wanted, bytes) => {
    try {
      const answers = await post("/pictures/" + wanted.id + "/others", { bytes });
      const found = await Promise.all(answers.map(async (one) => ({ ...one, url: await pictureUrl(one.picture) })));
      if (wanted !== picture || signal.aborted) return found.forEach((one) => release(one.url));
      others.forEach((one) => release(one.url));
      others = found;
      comparedAt = bytes;
      await drawCrops();
    } catch (error) {
      fail(problem, error);
    }
  });

  function changed() {
    shown.textContent = decimals(Number(quality.value), 2);
    keep({ quality: quality.value });
    if (picture) code();
  }

  function drawFacts() {
    const raw = picture.width * picture.height * 3;
    facts.replaceChildren(
      figures([
        [t("file"), t("{0} bytes", number(coded.bytes))],
        [t("bits per pixel"), decimals(coded.bits_per_pixel, 3)],
        [t("error (PSNR)"), decimals(coded.psnr_db, 2) + " dB"],
        ["MS-SSIM", decimals(coded.ms_ssim, 4)],
        [t("smaller than raw"), "× " + number(raw / coded.bytes)],
      ]),
    );
  }

  async function drawCrops() {
    const side = Math.min(CROP, picture.width, picture.height);
    at ??= { x: picture.width / 2, y: picture.height / 2 };
    const x = Math.max(0, Math.min(picture.width - side, at.x - side / 2));
    const y = Math.max(0, Math.min(picture.height - side, at.y - side / 2));
    const all = [{ codec: t("original"), url: picture.url }, { ...coded, codec: "Diabolo" }, ...others];
    const views = await Promise.all(
      all.map(async (one) => {
        const canvas = h("canvas", { width: 2 * side, height: 2 * side, role: "img", "aria-label": t("part of the picture, {0}", one.codec) });
        const context = canvas.getContext("2d");
        context.imageSmoothingEnabled = false;
        context.drawImage(await image(one.url, ""), x, y, side, side, 0, 0, 2 * side, 2 * side);
        // What was coded for another number of bytes would be no comparison.
        const stale = others.includes(one) && comparedAt !== coded.bytes;
        canvas.classList.toggle("stale", stale);
        if (stale) return h("figure", {}, canvas, h("figcaption", {}, h("strong", {}, one.codec), h("br"), t("working …")));
        const said = one.bytes === undefined ? [] : [h("br"), t("{0} bytes", number(one.bytes)), h("br"), decimals(one.psnr_db, 2) + " dB"];
        return h("figure", {}, canvas, h("figcaption", {}, h("strong", {}, one.codec), ...said));
      }),
    ).catch(() => null);
    if (views) crops.replaceChildren(...views);
  }

  compare.frame.addEventListener("click", (e) => {
    if (!coded) return;
    const box = compare.frame.getBoundingClientRect();
    at = { x: ((e.clientX - box.left) / box.width) * picture.width, y: ((e.clientY - box.top) / box.height) * picture.height };
    drawCrops();
  });

  async function save() {
    const url = URL.createObjectURL(await blob("/files/" + coded.file));
    h("a", { href: url, download: "picture.dbl" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  async function open(file) {
    try {
      const sent = await post("/files", file);
      picture = { ...sent, url: await pictureUrl(sent.id) };
      coded = null;
      quality.disabled = true;
      download.disabled = true;
      facts.replaceChildren(figures([[t("file"), t("{0} bytes", number(file.size))]]));
      crops.replaceChildren();
      compare.showAfter(null);
      compare.showBefore(picture.url, t("decoded file"), sent.width, sent.height);
      problem.replaceChildren();
    } catch (error) {
      fail(problem, error);
    }
  }

  source.begin();
}
