// Data that is dropped: files, or folders with their pictures, sent one after the other.
import { post, query } from "./api.js";
import { fail, h, number } from "./ui.js";
import { t } from "./words.js";

const DATA = /\.(png|jpe?g|bmp|gif|p[gp]m|tiff?|webp|[ct]sv|gz|np[yz])$/i;

/** A place to drop data onto. `done(name)` is called with the name under which the server has it. */
export function dataDrop(problem, done) {
  const files = h("input", { type: "file", multiple: true, hidden: true, change: () => begin([...files.files].map((file) => ({ file, folders: [] }))) });
  const folder = h("input", { type: "file", webkitdirectory: true, hidden: true, change: () => begin([...folder.files].map((file) => ({ file, folders: file.webkitRelativePath.split("/").slice(0, -1) }))) });
  const bar = h("progress", { max: 1, value: 0, hidden: true, "aria-label": t("sending") });
  const said = h("span", { class: "hint", role: "status" });
  const cancel = h("button", { type: "button", hidden: true, click: () => stop.abort() }, t("Cancel"));
  let stop = new AbortController();

  const zone = h(
    "div",
    {
      class: "drop",
      dragover: (e) => (e.preventDefault(), zone.classList.add("over")),
      dragleave: () => zone.classList.remove("over"),
      drop: async (e) => {
        e.preventDefault();
        zone.classList.remove("over");
        const entries = [...e.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
        begin((await Promise.all(entries.map((entry) => below(entry, [])))).flat());
      },
    },
    h("span", {}, t("Drop a table, an array or a folder of pictures here; folders in it are labels")),
    h(
      "div",
      { class: "row" },
      h("button", { type: "button", click: () => files.click() }, t("Choose files")),
      h("button", { type: "button", click: () => folder.click() }, t("Choose a folder")),
      cancel,
    ),
    files,
    folder,
    bar,
    said,
  );

  async function begin(found) {
    const all = found.filter(({ file }) => DATA.test(file.name));
    problem.replaceChildren();
    if (all.length === 0) return fail(problem, new Error(t("there is no data among these files: pictures, .csv, .tsv, .npy and .npz are")));
    stop = new AbortController();
    bar.hidden = cancel.hidden = false;
    bar.max = all.length;
    let name = null;
    try {
      const one = all.length === 1;
      const set = all[0].folders[0] ?? (one ? all[0].file.name.replace(/\.[^.]*$/, "") : "pictures");
      for (const [i, { file, folders }] of all.entries()) {
        const taken = await post("/data" + query({ set, label: folders.slice(1).join("_"), file: file.name }), file, stop.signal);
        name = one && !/\.(png|jpe?g|bmp|gif|p[gp]m|tiff?|webp)$/i.test(file.name) ? taken.file : taken.data;
        bar.value = i + 1;
        said.textContent = t("{0} of {1}", number(i + 1), number(all.length));
      }
    } catch (error) {
      fail(problem, error);
    }
    bar.hidden = cancel.hidden = true;
    if (name) await done(name);
  }
  return zone;
}

/** The files of a dropped entry with the folders that they lie in, the outermost first. */
async function below(entry, folders) {
  if (entry.isFile) return [{ file: await new Promise((done, failed) => entry.file(done, failed)), folders }];
  const reader = entry.createReader();
  const all = [];
  // A reader hands out a hundred entries at a time.
  for (let part = await read(reader); part.length > 0; part = await read(reader)) all.push(...part);
  return (await Promise.all(all.map((one) => below(one, [...folders, entry.name])))).flat();
}

const read = (reader) => new Promise((done, failed) => reader.readEntries(done, failed));
