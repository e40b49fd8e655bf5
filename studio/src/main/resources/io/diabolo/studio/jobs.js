// What the pages that start long jobs have in common: the list, the head of one, its events, the data to choose from.
import { events, get, post, query } from "./api.js";
import { announce, capital, fail, h, keep, notice, number, options, state } from "./ui.js";
import { t } from "./words.js";

const STATES = ["queued", "running", "done", "stopped", "failed"];

const describe = (status) => (status.stopping ? t("stopping …") : t(STATES.includes(status.job.state) ? status.job.state : "queued"));

/**
 * The jobs of a page: their list, and one of them that is watched.
 *
 * @param page its name in the address, `type` training, study or detector
 * @param list an element for the list
 * @param draw(id, signal, actions) shows one; actions.changed once its state is another, actions.again to go on with it
 */
export function queue({ page, type, list, draw }, signal) {
  let jobs = [];
  let stopWatching = new AbortController();
  signal.addEventListener("abort", () => stopWatching.abort());

  async function refresh() {
    jobs = (await get("/jobs", signal)).jobs.filter((status) => (status.job.wish?.type ?? "training") === type);
    drawList();
  }

  function drawList() {
    const open = state().get("job");
    const entry = (status) =>
      h(
        "li",
        {},
        h(
          "a",
          { href: "#/" + page + query({ job: status.job.id }), "aria-current": status.job.id === open ? "true" : null, click: (e) => (e.preventDefault(), watch(status.job.id)) },
          h("span", {}, status.job.name),
          h("span", { class: "state " + status.job.state }, describe(status)),
        ),
      );
    list.replaceChildren(...(jobs.length === 0 ? [h("li", { class: "state" }, t("None yet."))] : jobs.map(entry).reverse()));
  }

  function watch(id) {
    stopWatching.abort();
    stopWatching = new AbortController();
    keep({ job: id });
    drawList();
    draw(id, stopWatching.signal, {
      changed: () => refresh().catch(() => {}),
      again: async () => open(await post("/jobs/" + id + "/resume")),
    });
  }

  async function open(status) {
    await refresh();
    watch(status.job.id);
  }

  return {
    refresh,
    /** Puts a job into the queue and watches it. */
    begin: async (wish) => open(await post("/jobs", wish)),
    names: () => jobs.map((status) => status.job.name),
    /** Watches the job that the address names, or the one that runs, or the last; false where there is none. */
    watchOne() {
      const wanted = jobs.find((status) => status.job.id === state().get("job")) ?? jobs.find((status) => status.job.state === "running") ?? jobs[jobs.length - 1];
      if (wanted) watch(wanted.job.id);
      return Boolean(wanted);
    },
    leave() {
      stopWatching.abort();
      keep({ job: undefined });
      drawList();
    },
  };
}

/**
 * The name of a job, how far it is, and what can be done with it.
 *
 * @param actions.changed after it was stopped, actions.again to go on with it, actions.done what leads to its result
 * @param problem where a failure is shown
 */
export function jobHead(status, actions, problem) {
  const { progress, job } = status;
  const act = (work) => async () => {
    try {
      problem.replaceChildren();
      await work();
    } catch (error) {
      fail(problem, error);
    }
  };
  return [
    h(
      "div",
      { class: "row between" },
      h("h2", {}, job.name, " ", h("span", { class: "state " + job.state }, describe(status))),
      h(
        "div",
        { class: "row" },
        job.state === "running" || job.state === "queued"
          ? h("button", { type: "button", disabled: status.stopping, click: act(() => post("/jobs/" + job.id + "/stop").then(actions.changed)) }, t("Stop"))
          : null,
        job.state === "stopped" || job.state === "failed"
          ? h("button", { type: "button", click: act(actions.again) }, t(job.state === "failed" ? "Begin again" : "Continue"))
          : null,
        job.state === "done" ? actions.done : null,
      ),
    ),
    ...(job.state === "running" ? [h("progress", { max: progress.total || 1, value: progress.step, "aria-label": t("step") })] : []),
    ...(job.error ? [notice(capital(job.error), "error")] : []),
  ];
}

/**
 * Calls `heard(type, data)` for all that a job tells until it is over, across lost connections.
 *
 * @param over whether what was told last was its end
 */
export async function follow(id, heard, over, signal) {
  while (!signal.aborted) {
    await events("/jobs/" + id + "/events", (type, data) => (type === "end" ? null : heard(type, data)), signal);
    if (over()) return;
    await new Promise((wait) => setTimeout(wait, 1000));
  }
}

export const isOver = (status) => status !== null && !["queued", "running"].includes(status.job.state);

export const tell = (status) => announce(status.job.name + ": " + describe(status));

/** Fills a select with the data of the folder; the address may name one. */
export async function chooseData(select, signal) {
  const sources = (await get("/data", signal)).data;
  const wanted = state().get("data");
  select.replaceChildren(
    ...options(
      sources.map((source) => [source.name, source.name === "glyphs" ? "glyphs: " + t("embedded pen-drawn digits and letters") : `${source.name} (${t(source.kind)})`]),
      wanted ?? "glyphs",
    ),
  );
}

/** An input for the name of a new folder; `free(input, taken)` moves it on to a name that is not taken. */
export const nameInput = (value) => h("input", { type: "text", required: true, pattern: "[A-Za-z0-9][A-Za-z0-9._\\-]{0,63}", value, autocomplete: "off" });

export function free(input, taken) {
  while (taken.includes(input.value)) input.value = next(input.value);
}

/** model-1, model-2 ... */
export function next(name) {
  const found = name.match(/^(.*?)(\d+)$/);
  return found ? found[1] + (Number(found[2]) + 1) : name + "-2";
}

/** Does what a form asks for; the button waits meanwhile. */
export async function submit(button, problem, work) {
  problem.replaceChildren();
  button.disabled = true;
  try {
    await work();
  } catch (error) {
    fail(problem, error);
  }
  button.disabled = false;
}

export const sizeInput = () => h("input", { type: "text", pattern: "[0-9]{1,4}x[0-9]{1,4}" });

export const percent = (share) => number(Math.floor(100 * share)) + " %";
