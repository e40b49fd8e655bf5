// Which page the address asks for.
import { hasToken, takeToken } from "./api.js";
import { forget, h, notice } from "./ui.js";
import { speak, t } from "./words.js";
import * as models from "./pages/models.js";
import * as train from "./pages/train.js";
import * as study from "./pages/study.js";
import * as latent from "./pages/latent.js";
import * as compress from "./pages/compress.js";
import * as restore from "./pages/restore.js";
import * as detect from "./pages/detect.js";
import * as data from "./pages/data.js";

const PAGES = { models, train, study, latent, compress, restore, detect, data };
const NAMES = { models: "Models", train: "Train", study: "Study", latent: "Latent space", compress: "Compress", restore: "Restore", detect: "Detect", data: "Data" };

let leave = null;

function show() {
  const name = location.hash.slice(2).split("?")[0];
  const page = PAGES[name] ? name : "models";
  leave?.();
  forget();
  const signal = new AbortController();
  const main = document.getElementById("main");
  document.title = t(NAMES[page]) + " – Diabolo";
  document.getElementById("nav").replaceChildren(
    ...Object.entries(NAMES).map(([key, title]) => h("a", { href: "#/" + key, "aria-current": key === page ? "page" : null }, t(title))),
  );
  main.replaceChildren();
  leave = () => signal.abort();
  if (hasToken()) PAGES[page].show(main, signal.signal);
  else main.append(notice(t("This address lacks the token: open the one that ./diabolo studio printed."), "error"));
}

speak();
takeToken();
document.getElementById("skip").textContent = t("To the content");
document.getElementById("nav").setAttribute("aria-label", t("Pages"));
addEventListener("hashchange", () => {
  show();
  document.getElementById("main").focus();
});
show();
