// Small pieces that pages are made of.
import { blob, get, post, query } from "./api.js";
import { t } from "./words.js";

/** An element: h("p", { class: "lead" }, "text", child). Functions among the properties are listeners. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const png = (base64) => "data:image/png;base64," + base64;

export function notice(text, kind = "") {
  return h("p", { class: "notice " + kind, role: kind === "error" ? "alert" : "note" }, text);
}

/** Shows what failed in one line, in the place of what was there. */
export function fail(place, error) {
  if (error.name !== "AbortError") place.replaceChildren(notice(capital(error.message), "error"));
}

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** For those who do not see the page change. */
export function announce(text) {
  document.getElementById("announce").textContent = text;
}

export function figures(pairs) {
  return h("dl", { class: "figures" }, pairs.filter(Boolean).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

export function field(name, input, hint) {
  return h("label", { class: "field" }, name, input, hint ? h("span", { class: "hint" }, hint) : null);
}

export function options(pairs, chosen) {
  return pairs.map(([value, name]) => h("option", { value, selected: value === chosen }, name));
}

/** Numbers as the page's language writes them. */
export function number(value, digits = 3) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  const options = Number.isInteger(value) && Math.abs(value) < 1e9 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: digits };
  return value.toLocaleString(document.documentElement.lang, options);
}

export const decimals = (value, digits) =>
  value === null || value === undefined ? "–" : value.toLocaleString(document.documentElement.lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });

export function time(seconds) {
  const all = Math.max(0, Math.round(seconds));
  const two = (value) => String(value).padStart(2, "0");
  return all < 3600 ? Math.floor(all / 60) + ":" + two(all % 60) : Math.floor(all / 3600) + ":" + two(Math.floor(all / 60) % 60) + ":" + two(all % 60);
}

const urls = new Set();

/** The URL of a picture that the server holds; `forget` gives back all that a page took. */
export async function pictureUrl(id) {
  const url = URL.createObjectURL(await blob("/pictures/" + id));
  urls.add(url);
  return url;
}

export function release(url) {
  if (url && urls.delete(url)) URL.revokeObjectURL(url);
}

export function forget() {
  const old = [...urls];
  urls.clear();
  // Some may still be on their way into pictures that have gone.
  setTimeout(() => old.forEach((url) => URL.revokeObjectURL(url)), 5_000);
}

/** What the address says behind the page's name. */
export const state = () => new URLSearchParams(location.hash.split("?")[1] ?? "");

/** Writes what is chosen into the address, so that it brings the same back. */
export function keep(parameters) {
  const all = state();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined || value === null || value === "") all.delete(name);
    else all.set(name, value);
  }
  const text = all.toString();
  history.replaceState(null, "", location.hash.split("?")[0] + (text ? "?" + text : ""));
}

/**
 * Where a picture comes from: dropped, chosen from the disk, or by its name in the folder.
 * `took({ id, width, height, name })` is called with what the server holds then.
 */
export function picker(took, place) {
  const file = h("input", { type: "file", accept: "image/*", hidden: true, change: () => file.files[0] && upload(file.files[0]) });
  const names = h("select", { change: () => named(names.value) });
  const zone = h(
    "div",
    {
      class: "drop",
      dragover: (e) => (e.preventDefault(), zone.classList.add("over")),
      dragleave: () => zone.classList.remove("over"),
      drop: (e) => {
        e.preventDefault();
        zone.classList.remove("over");
        if (e.dataTransfer.files[0]) upload(e.dataTransfer.files[0]);
      },
    },
    h("span", {}, t("Drop a picture here")),
    h("button", { type: "button", click: () => file.click() }, t("Choose a file")),
    file,
  );
  async function send(work, name) {
    place.replaceChildren();
    try {
      const sent = await work();
      sent.notes.forEach((note) => place.append(notice(capital(note))));
      await took({ ...sent, name });
    } catch (error) {
      fail(place, error);
    }
  }
  const upload = (chosen) => (keep({ picture: undefined }), send(() => post("/pictures", chosen), chosen.name));
  const named = (name) => (keep({ picture: name === "sample" ? undefined : name }), send(() => post("/pictures" + query({ name })), name));
  const begin = async () => {
    try {
      const { pictures } = await get("/gallery");
      const wanted = state().get("picture");
      const first = pictures.includes(wanted) ? wanted : "sample";
      names.replaceChildren(...options(pictures.map((name) => [name, name === "sample" ? t("the photograph that comes along") : name]), first));
      await named(first);
    } catch (error) {
      fail(place, error);
    }
  };
  return { view: h("div", { class: "stack" }, zone, field(t("Or one of the folder"), names)), begin };
}

export function image(url, alt) {
  return new Promise((resolve, reject) => {
    const element = h("img", { alt, src: url });
    element.decode().then(() => resolve(element), reject);
  });
}
