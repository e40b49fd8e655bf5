// Points in a plane: hover, choose, surround, zoom, by mouse or keyboard.
import { h } from "./ui.js";

/** The colours of the reports, readable on light and dark. */
export const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#6a51a3", "#b2182b", "#999933", "#777777"];

export const colour = (label) => (label < 0 ? COLOURS[0] : COLOURS[label % COLOURS.length]);

/** From the eleventh label on colours come again, with other marks: 0 disc, 1 square, 2 triangle, 3 rhombus. */
export const mark = (label) => Math.max(0, Math.floor(label / COLOURS.length)) % 4;

function outline(context, shape, x, y) {
  if (shape === 0) context.arc(x, y, 3.5, 0, 7);
  else if (shape === 1) context.rect(x - 3, y - 3, 6, 6);
  else if (shape === 2) [[0, -4], [4, 3.4], [-4, 3.4]].forEach(([dx, dy]) => context.lineTo(x + dx, y + dy));
  else [[0, -4.5], [4.5, 0], [0, 4.5], [-4.5, 0]].forEach(([dx, dy]) => context.lineTo(x + dx, y + dy));
}

/**
 * @param points with x, y, label
 * @param label of the canvas for screen readers
 * @param heard.hover(index or null, x, y in CSS pixels), heard.choose(index), heard.surround(indices) of those within a line that was drawn
 */
export function plane(points, label, heard) {
  const canvas = h("canvas", { tabindex: 0, role: "application", "aria-label": label });
  const context = canvas.getContext("2d");
  const bounds = extent(points);
  let view = { ...bounds };
  let hovered = null;
  let marked = [];
  let drag = null;
  let selected = new Set();
  let surrounds = false;
  let line = null;
  let drew = false;
  let cloud = null;

  const place = (point) => ({
    x: ((point.x - view.left) / (view.right - view.left)) * canvas.clientWidth,
    y: ((view.top - point.y) / (view.top - view.bottom)) * canvas.clientHeight,
  });

  function draw() {
    const ratio = devicePixelRatio || 1;
    canvas.width = canvas.clientWidth * ratio;
    canvas.height = canvas.clientHeight * ratio;
    if (cloud) context.putImageData(dust(cloud, view, canvas.width, canvas.height), 0, 0);
    context.scale(ratio, ratio);
    points.forEach((point, i) => {
      const { x, y } = place(point);
      context.globalAlpha = selected.size === 0 || selected.has(i) ? 0.75 : 0.12;
      context.fillStyle = colour(point.label);
      context.beginPath();
      outline(context, mark(point.label), x, y);
      context.fill();
    });
    context.globalAlpha = 1;
    const ink = getComputedStyle(document.documentElement).getPropertyValue("--ink");
    const ring = (index, radius) => {
      const { x, y } = place(points[index]);
      context.strokeStyle = ink;
      context.lineWidth = 2;
      context.beginPath();
      context.arc(x, y, radius, 0, 7);
      context.stroke();
      return { x, y };
    };
    if (hovered !== null) ring(hovered, 6);
    context.fillStyle = ink;
    context.font = "600 13px system-ui, sans-serif";
    marked.forEach(({ index, name }) => {
      const { x, y } = ring(index, 8);
      context.fillText(name, x + 11, y + 4);
    });
    if (line) {
      context.strokeStyle = ink;
      context.lineWidth = 1.5;
      context.setLineDash([5, 4]);
      context.beginPath();
      line.forEach(({ x, y }) => context.lineTo(x, y));
      context.closePath();
      context.stroke();
      context.setLineDash([]);
    }
  }

  function nearest(x, y, most = 18) {
    let best = null;
    let distance = most * most;
    points.forEach((point, i) => {
      const at = place(point);
      const d = (at.x - x) ** 2 + (at.y - y) ** 2;
      if (d < distance) [best, distance] = [i, d];
    });
    return best;
  }

  function hover(index) {
    if (index === hovered) return;
    hovered = index;
    draw();
    const at = index === null ? { x: 0, y: 0 } : place(points[index]);
    heard.hover(index, at.x, at.y);
  }

  const inside = (e) => {
    const box = canvas.getBoundingClientRect();
    return { x: e.clientX - box.left, y: e.clientY - box.top };
  };
  canvas.addEventListener("pointermove", (e) => {
    const { x, y } = inside(e);
    if (line) {
      line.push({ x, y });
      draw();
    } else if (drag) {
      const dx = ((drag.x - x) / canvas.clientWidth) * (view.right - view.left);
      const dy = ((y - drag.y) / canvas.clientHeight) * (view.top - view.bottom);
      view = { left: view.left + dx, right: view.right + dx, top: view.top + dy, bottom: view.bottom + dy };
      drag = { x, y };
      draw();
    } else hover(nearest(x, y));
  });
  canvas.addEventListener("pointerleave", () => hover(null));
  canvas.addEventListener("pointerdown", (e) => {
    if (e.button === 2) drag = inside(e);
    else if (surrounds) line = [inside(e)];
    drew = false;
    if (drag || line) canvas.setPointerCapture(e.pointerId);
  });
  canvas.addEventListener("pointerup", () => {
    drag = null;
    const drawn = line;
    line = null;
    drew = drawn !== null;
    if (!drawn) return;
    if (drawn.length > 2) heard.surround(points.flatMap((point, i) => (within(place(point), drawn) ? [i] : [])));
    draw();
  });
  canvas.addEventListener("contextmenu", (e) => e.preventDefault());
  canvas.addEventListener("click", (e) => {
    if (drew || surrounds) return; // The click that ends a line chooses nothing.
    const { x, y } = inside(e);
    const index = nearest(x, y);
    if (index !== null) heard.choose(index);
  });
  canvas.addEventListener("dblclick", () => {
    view = { ...bounds };
    draw();
  });
  canvas.addEventListener(
    "wheel",
    (e) => {
      e.preventDefault();
      const { x, y } = inside(e);
      const factor = e.deltaY > 0 ? 1.15 : 1 / 1.15;
      const cx = view.left + (x / canvas.clientWidth) * (view.right - view.left);
      const cy = view.top - (y / canvas.clientHeight) * (view.top - view.bottom);
      view = { left: cx + (view.left - cx) * factor, right: cx + (view.right - cx) * factor, top: cy + (view.top - cy) * factor, bottom: cy + (view.bottom - cy) * factor };
      draw();
    },
    { passive: false },
  );
  const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  canvas.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && hovered !== null) heard.choose(hovered);
    const direction = directions[e.key];
    if (!direction) return;
    e.preventDefault();
    hover(hovered === null ? nearest(canvas.clientWidth / 2, canvas.clientHeight / 2, 1e4) : step(direction));
  });

  /** The nearest point of those that lie more in a direction than beside it. */
  function step([dx, dy]) {
    const from = place(points[hovered]);
    let best = hovered;
    let distance = Infinity;
    points.forEach((point, i) => {
      const at = place(point);
      const along = (at.x - from.x) * dx + (at.y - from.y) * dy;
      const beside = Math.abs((at.x - from.x) * dy) + Math.abs((at.y - from.y) * dx);
      if (i !== hovered && along > 0 && along >= beside && along + 2 * beside < distance) [best, distance] = [i, along + 2 * beside];
    });
    return best;
  }

  const size = new ResizeObserver(draw);
  size.observe(canvas);
  return {
    canvas,
    /** Rings with names around points: [{ index, name }]. */
    mark(rings) {
      marked = rings;
      draw();
    },
    /** Whether the left button draws a line around points, instead of choosing one. */
    surround: (yes) => (surrounds = yes),
    /** Fades all points but these; none fades none. */
    select(indices) {
      selected = new Set(indices);
      draw();
    },
    /** Draws dust behind the points: { x, y, labels } as typed arrays, up to a million; null draws none. */
    behind(dots) {
      cloud = dots;
      draw();
    },
    close: () => size.disconnect(),
  };
}

const RGB = COLOURS.map((text) => {
  const value = parseInt(text.slice(1), 16);
  return ((value & 0xff) << 16) | (value & 0xff00) | (value >> 16); // as the bytes of a picture lie in memory, without alpha
});

/** A picture with a pixel for each dot, stronger where there are several: a million of them take a few milliseconds. */
function dust({ x, y, labels }, view, width, height) {
  const picture = new ImageData(width, height);
  const pixels = new Uint32Array(picture.data.buffer);
  const [scaleX, scaleY] = [width / (view.right - view.left), height / (view.top - view.bottom)];
  for (let i = 0; i < x.length; i++) {
    const column = (x[i] - view.left) * scaleX;
    const row = (view.top - y[i]) * scaleY;
    if (!(column >= 0 && row >= 0 && column < width && row < height)) continue;
    const at = (row | 0) * width + (column | 0);
    const alpha = Math.min(160, (pixels[at] >>> 24) + 40);
    pixels[at] = RGB[labels[i] < 0 ? 0 : labels[i] % RGB.length] | (alpha << 24);
  }
  return picture;
}

function extent(points) {
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const wide = Math.max(1e-6, Math.max(...xs) - Math.min(...xs));
  const high = Math.max(1e-6, Math.max(...ys) - Math.min(...ys));
  return { left: Math.min(...xs) - wide / 20, right: Math.max(...xs) + wide / 20, bottom: Math.min(...ys) - high / 20, top: Math.max(...ys) + high / 20 };
}

/** Whether a point lies within a closed line: a ray from it crosses the line an odd number of times. */
export function within({ x, y }, line) {
  let inside = false;
  line.forEach((a, i) => {
    const b = line[(i + line.length - 1) % line.length];
    if (a.y > y !== b.y > y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) inside = !inside;
  });
  return inside;
}
