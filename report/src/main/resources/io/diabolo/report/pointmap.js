"use strict";
(() => {
  const RADIUS = 3.5;
  const NEAR = 14;
  const MARGIN = 18;

  function bytes(text) {
    const binary = atob(text);
    const array = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) array[i] = binary.charCodeAt(i);
    return array.buffer;
  }

  function start(figure) {
    const canvas = figure.querySelector("canvas");
    const tip = figure.querySelector(".tip");
    const sheet = figure.querySelector("img.thumbnails");
    const names = figure.querySelectorAll(".names li");
    const layoutButtons = [...figure.querySelectorAll(".layouts button")];
    const classButtons = [...figure.querySelectorAll(".classes button")];
    const classes = new Int16Array(bytes(figure.dataset.classes));
    const layouts = layoutButtons.map(button => new Float32Array(bytes(button.dataset.points)));
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const shown = classButtons.map(() => true);
    let layout = 0;
    let selected = -1;
    let view = { x: 0, y: 0, scale: 1 };

    const colours = () => (dark.matches ? figure.dataset.dark : figure.dataset.light).split(" ");
    const colour = of => { const all = colours(); return all[Math.min(of, all.length - 1)]; };

    function fit() {
      const points = layouts[layout];
      let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
      for (let i = 0; i < points.length; i += 2) {
        left = Math.min(left, points[i]); right = Math.max(right, points[i]);
        top = Math.min(top, points[i + 1]); bottom = Math.max(bottom, points[i + 1]);
      }
      const width = canvas.clientWidth - 2 * MARGIN;
      const height = canvas.clientHeight - 2 * MARGIN;
      const scale = Math.min(width / Math.max(right - left, 1e-30), height / Math.max(bottom - top, 1e-30));
      view = { scale, x: MARGIN + (width - scale * (left + right)) / 2, y: MARGIN + (height + scale * (top + bottom)) / 2 };
    }

    const place = i => [view.x + view.scale * layouts[layout][2 * i], view.y - view.scale * layouts[layout][2 * i + 1]];

    function draw() {
      const ratio = devicePixelRatio || 1;
      canvas.width = Math.round(canvas.clientWidth * ratio);
      canvas.height = Math.round(canvas.clientHeight * ratio);
      const pen = canvas.getContext("2d");
      pen.scale(ratio, ratio);
      pen.globalAlpha = classes.length > 1500 ? 0.65 : 0.8;
      for (let i = 0; i < classes.length; i++) {
        if (!shown[classes[i]]) continue;
        const [x, y] = place(i);
        pen.fillStyle = colour(classes[i]);
        pen.beginPath();
        pen.arc(x, y, RADIUS, 0, 2 * Math.PI);
        pen.fill();
      }
      classButtons.forEach((button, of) => { button.querySelector("i").style.background = colour(of); });
      if (selected >= 0) {
        const [x, y] = place(selected);
        pen.globalAlpha = 1;
        pen.lineWidth = 2;
        pen.strokeStyle = getComputedStyle(figure).color;
        pen.beginPath();
        pen.arc(x, y, RADIUS + 3, 0, 2 * Math.PI);
        pen.stroke();
      }
    }

    function tell() {
      tip.hidden = selected < 0;
      if (selected < 0) return;
      tip.replaceChildren();
      if (sheet) {
        const { columns, width, height } = sheet.dataset;
        const picture = document.createElement("canvas");
        picture.width = width;
        picture.height = height;
        picture.getContext("2d").drawImage(sheet, -(selected % columns) * width, -Math.floor(selected / columns) * height);
        const factor = Math.max(1, Math.floor(96 / Math.max(width, height)));
        picture.style.width = width * factor + "px";
        tip.append(picture);
      }
      const name = document.createElement("b");
      name.textContent = names[selected].textContent;
      tip.append(name);
      if (classButtons.length > 1) tip.append(classButtons[classes[selected]].textContent);
      const [x, y] = place(selected);
      const right = x < canvas.clientWidth / 2;
      tip.style.left = right ? x + 14 + "px" : "auto";
      tip.style.right = right ? "auto" : canvas.clientWidth - x + 14 + "px";
      tip.style.top = Math.max(0, Math.min(y - 20, canvas.clientHeight - tip.offsetHeight)) + "px";
    }

    function select(i) {
      if (i === selected) return;
      selected = i;
      draw();
      tell();
    }

    function nearest(x, y, within) {
      let best = -1;
      let least = within * within;
      for (let i = 0; i < classes.length; i++) {
        if (!shown[classes[i]]) continue;
        const [px, py] = place(i);
        const distance = (px - x) ** 2 + (py - y) ** 2;
        if (distance < least) { least = distance; best = i; }
      }
      return best;
    }

    function zoom(factor, x, y) {
      view = { scale: view.scale * factor, x: x + (view.x - x) * factor, y: y + (view.y - y) * factor };
      draw();
      tell();
    }

    let held = null;
    canvas.addEventListener("pointerdown", event => {
      held = { x: event.offsetX, y: event.offsetY };
      canvas.setPointerCapture(event.pointerId);
      select(nearest(event.offsetX, event.offsetY, NEAR));
    });
    canvas.addEventListener("pointermove", event => {
      if (!held) { select(nearest(event.offsetX, event.offsetY, NEAR)); return; }
      view.x += event.offsetX - held.x;
      view.y += event.offsetY - held.y;
      held = { x: event.offsetX, y: event.offsetY };
      draw();
      tell();
    });
    canvas.addEventListener("pointerup", () => { held = null; });
    canvas.addEventListener("pointerleave", () => { if (!held) select(-1); });
    canvas.addEventListener("wheel", event => {
      event.preventDefault();
      zoom(Math.exp(-event.deltaY / 400), event.offsetX, event.offsetY);
    }, { passive: false });
    canvas.addEventListener("dblclick", () => { fit(); draw(); tell(); });
    canvas.addEventListener("keydown", event => {
      const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
      const [middleX, middleY] = [canvas.clientWidth / 2, canvas.clientHeight / 2];
      if (event.key === "+" || event.key === "-") zoom(event.key === "+" ? 1.25 : 0.8, middleX, middleY);
      else if (event.key === "Escape") select(-1);
      else if (step) walk(step, selected < 0 ? nearest(middleX, middleY, Infinity) : selected);
      else return;
      event.preventDefault();
    });

    /** To the nearest point in a direction. */
    function walk([right, down], from) {
      const [x, y] = place(from);
      let best = from;
      let least = Infinity;
      for (let i = 0; i < classes.length && selected >= 0; i++) {
        const [px, py] = place(i);
        const along = (px - x) * right + (py - y) * down;
        const across = Math.abs((px - x) * down) + Math.abs((py - y) * right);
        if (shown[classes[i]] && along > 0.5 && across <= along && along + across < least) { least = along + across; best = i; }
      }
      select(best);
    }

    layoutButtons.forEach((button, i) => button.addEventListener("click", () => {
      layout = i;
      layoutButtons.forEach((other, j) => other.setAttribute("aria-pressed", String(i === j)));
      fit();
      draw();
      tell();
    }));
    classButtons.forEach((button, of) => button.addEventListener("click", () => {
      shown[of] = !shown[of];
      button.setAttribute("aria-pressed", String(shown[of]));
      if (selected >= 0 && !shown[classes[selected]]) select(-1);
      draw();
    }));
    dark.addEventListener("change", draw);
    new ResizeObserver(() => { fit(); draw(); tell(); }).observe(canvas);
    if (layoutButtons.length < 2) layoutButtons[0].parentElement.hidden = true;
    if (classButtons.length < 2) classButtons.forEach(button => { button.parentElement.hidden = true; });
    layoutButtons[0].click();
  }

  document.querySelectorAll("figure.pointmap").forEach(start);
})();
