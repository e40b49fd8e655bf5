// Requests to the server. The token came once in the address; from then on it is a header, which no other site can send.

const KEY = "diabolo-token";
const BASE = "/api/v1";

export function takeToken() {
  const url = new URL(location.href);
  const token = url.searchParams.get("token");
  if (token) {
    sessionStorage.setItem(KEY, token);
    url.searchParams.delete("token");
    history.replaceState(null, "", url);
  }
}

export const hasToken = () => sessionStorage.getItem(KEY) !== null;

async function send(method, path, body, signal) {
  const headers = { Authorization: "Bearer " + (sessionStorage.getItem(KEY) ?? "") };
  let content = body;
  if (body !== undefined && !(body instanceof Blob)) {
    headers["Content-Type"] = "application/json";
    content = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(BASE + path, { method, headers, body: content, signal });
  } catch (e) {
    throw e.name === "AbortError" ? e : new Error("the server does not answer: is ./diabolo studio still running?");
  }
  if (!answer.ok) {
    const said = await answer.json().catch(() => ({}));
    throw new Error(said.error ?? answer.status + " " + answer.statusText);
  }
  return answer;
}

export const get = async (path, signal) => (await send("GET", path, undefined, signal)).json();
export const post = async (path, body, signal) => (await send("POST", path, body ?? {}, signal)).json();
export const postForBytes = async (path, body, signal) => (await send("POST", path, body, signal)).arrayBuffer();
export const remove = async (path) => (await send("DELETE", path)).json();
export const blob = async (path) => (await send("GET", path)).blob();

/** A query of those parameters that are there. */
export function query(parameters) {
  const text = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== undefined && value !== "")).toString();
  return text ? "?" + text : "";
}

/** Calls `heard(type, data)` for each event, until the stream ends or `signal` aborts; EventSource could not send the token. */
export async function events(path, heard, signal) {
  const answer = await send("GET", path, undefined, signal);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const lines = block.split("\n");
      const type = lines.find((line) => line.startsWith("event: "))?.slice(7);
      const data = lines.find((line) => line.startsWith("data: "))?.slice(6);
      if (type && data) heard(type, JSON.parse(data));
    }
  }
}

/** Runs one request at a time: of those that come meanwhile only the last is sent. */
export function latest(work) {
  let running = false;
  let waiting = null;
  return async function run(...values) {
    if (running) {
      waiting = values;
      return;
    }
    running = true;
    try {
      await work(...values);
    } finally {
      running = false;
      if (waiting) {
        const next = waiting;
        waiting = null;
        run(...next);
      }
    }
  };
}
