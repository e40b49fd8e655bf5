// Two pictures of one place, with an edge between them that is moved by mouse, finger or keyboard.
import { h } from "./ui.js";
import { t } from "./words.js";

export function wipe() {
  const before = h("img", { alt: t("before") });
  const after = h("img", { alt: t("after"), class: "after" });
  const edge = h("div", { class: "edge" });
  const range = h("input", { type: "range", min: 0, max: 100, value: 50, "aria-label": t("where before ends and after begins"), input: () => draw() });
  const frame = h("div", { class: "wipe" }, before, after, edge);
  const left = h("span", {});
  const right = h("span", {});
  const view = h("div", { class: "wipe-box" }, frame, range, h("div", { class: "tags" }, left, right));
  function draw() {
    after.style.clipPath = `inset(0 0 0 ${range.value}%)`;
    edge.style.left = range.value + "%";
  }
  function follow(e) {
    const box = frame.getBoundingClientRect();
    range.value = (100 * (e.clientX - box.left)) / box.width;
    draw();
  }
  frame.addEventListener("pointerdown", (e) => {
    if (e.target.tagName === "CANVAS") return;
    frame.setPointerCapture(e.pointerId);
    follow(e);
  });
  frame.addEventListener("pointermove", (e) => frame.hasPointerCapture(e.pointerId) && follow(e));
  before.draggable = false;
  after.draggable = false;
  draw();
  return {
    view,
    frame,
    before,
    after,
    /** The picture on the left, with its name; the width keeps the place of one that is still loading. */
    showBefore(url, name, width, height) {
      before.width = width;
      before.height = height;
      before.src = url;
      left.textContent = name;
      if (!after.getAttribute("src")) after.hidden = edge.hidden = true;
    },
    showAfter(url, name) {
      after.hidden = edge.hidden = !url;
      range.disabled = !url;
      if (url) after.src = url;
      else after.removeAttribute("src");
      right.textContent = url ? name : "";
    },
  };
}
