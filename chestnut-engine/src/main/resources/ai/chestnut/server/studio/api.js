/** Calls of the HTTP API. A token, where one is asked for, lives as long as the browser's tab. */
import { words } from "./strings.js";

const TOKEN = "chestnut-token";
let askForToken = async () => null;

/** @param {() => Promise<string|null>} asker shows a form and gives what was typed */
export function onTokenAsked(asker) {
  askForToken = asker;
}

export class Refusal extends Error {
  constructor(status, detail) {
    super(words.failed(detail));
    this.status = status;
  }
}

function headers(more) {
  const token = sessionStorage.getItem(TOKEN);
  return token ? { ...more, Authorization: `Bearer ${token}` } : more;
}

async function call(path, options = {}) {
  const answer = await fetch(path, { ...options, headers: headers(options.headers || {}) });
  if (answer.status === 401) {
    const token = await askForToken(sessionStorage.getItem(TOKEN) !== null);
    if (token) {
      sessionStorage.setItem(TOKEN, token);
      return call(path, options);
    }
  }
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    throw new Refusal(answer.status, problem.detail);
  }
  return answer;
}

export const get = async (path) => (await call(path)).json();
export const blob = async (path) => (await call(path)).blob();
export const text = async (path) => (await call(path)).text();

export async function send(method, path, body, more = {}) {
  const answer = await call(path, {
    method,
    headers: body === undefined ? more : { "Content-Type": "application/json", ...more },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return answer.status === 204 ? null : answer;
}

/** Hands in a job; the key makes a repeated click one job. */
export async function submit(request) {
  const key = crypto.randomUUID();
  return (await send("POST", "/api/v1/jobs", request, { "Idempotency-Key": key })).json();
}

/**
 * Listens to a job until it is over; a lost connection is taken up again.
 * @param {(kind: string, data: object) => void} tell
 */
export async function watch(job, tell, signal) {
  for (;;) {
    try {
      if (await listen(job, tell, signal)) return;
    } catch (lost) {
      if (signal.aborted || lost instanceof Refusal) throw lost;
    }
    await new Promise((again) => setTimeout(again, 1000));
  }
}

async function listen(job, tell, signal) {
  const answer = await call(`/api/v1/jobs/${job}/events`, { signal });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return false;
    const parts = (rest + value).split("\n\n");
    rest = parts.pop();
    for (const part of parts) {
      const kind = /^event: (.*)$/m.exec(part);
      const data = /^data: (.*)$/m.exec(part);
      if (kind && data) {
        const news = JSON.parse(data[1]);
        tell(kind[1], news);
        if (kind[1] === "job" && !["queued", "running"].includes(news.state)) return true;
      }
    }
  }
}

/** Saves bytes under a name. */
export function save(bytes, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(bytes);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/**
 * Opens a page of the server in a tab of its own; with a token, which only calls can carry, it is
 * saved instead.
 */
export async function openPage(path, name) {
  if (!sessionStorage.getItem(TOKEN)) window.open(path, "_blank", "noopener");
  else save(await blob(path), name);
}

/** A blob's bytes in Base64. */
export function base64(bytes) {
  return new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.split(",")[1]);
    reader.readAsDataURL(bytes);
  });
}
