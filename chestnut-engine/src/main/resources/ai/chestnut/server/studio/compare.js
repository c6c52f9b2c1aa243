/** The same words and seed through every system that is trained. */
import { base64, blob, get, submit, watch } from "./api.js";
import { sampled } from "./drawing.js";
import { el, field, say } from "./dom.js";
import { PromptBox } from "./prompt.js";
import { words } from "./strings.js";
import { verdict } from "./verdict.js";
import { Viewer } from "./viewer.js";

export async function compare(place) {
  const known = await get("/api/v1/models");
  const aborter = new AbortController();
  const prompt = new PromptBox(() => { go.disabled = !prompt.usable; });
  const seed = el("input", { type: "number", value: 0, min: 0, max: 2 ** 31 });
  const trained = known.methods.filter((each) => each.built && each.models.length);
  const model = el("select", {}, ...(trained.length ? [el("option", { value: "" }, words.make.newest)] : []), el("option", { value: "mu" }, "mu"));
  const steps = el("input", { type: "number", value: 25, min: 1, max: 200 });
  const columns = el("div", { class: "grid two", "data-place": "columns" });
  const go = el("button", { type: "button", class: "go", disabled: true, "data-do": "compare", onclick: start }, words.compare.go);
  place.append(el("h2", {}, words.tabs.compare), el("p", { class: "hint" }, words.compare.lead),
    el("div", { class: "desk" },
      el("div", { class: "column" }, prompt.element, el("div", { class: "settings" }, field(words.make.settings.seed, seed), field(words.make.settings.steps, steps), field(words.make.settings.model, model)), el("div", { class: "buttons" }, go)),
      columns));
  await prompt.ready;

  async function start() {
    columns.replaceChildren();
    await Promise.all(known.methods.filter((each) => each.built && (model.value || each.models.length)).map((method) => one(method.name, method.needsAnatomy)));
  }

  async function one(method, needsAnatomy) {
    const viewer = new Viewer(`${words.make.film}, ${method}`, { compact: true });
    const status = el("p", { class: "hint", role: "status" }, words.make.queued);
    const column = el("article", { class: "card", "data-method": method }, el("h3", {}, method), viewer.element, status);
    columns.append(column);
    try {
      const request = { ...prompt.request(), method, seed: Number(seed.value), steps: Number(steps.value), filter: known.experts };
      if (model.value) request.model = model.value;
      if (needsAnatomy) request.anatomy = await base64(await sampled(request.seed, model.value));
      const job = await submit(request);
      await watch(job.id, (kind, news) => {
        if (kind === "step") say(status, words.make.steps(news.done, news.total));
      }, aborter.signal);
      const done = await get(`/api/v1/jobs/${job.id}`);
      if (done.state !== "done") { say(status, words.make.failed(done.reason), "wrong"); return; }
      const base = `/api/v1/jobs/${job.id}/studies/000000`;
      await viewer.show(await blob(`${base}/files/radiograph.png`), await blob(`${base}/files/overlay.png`));
      say(status, words.compare.seed(request.seed), "good");
      column.append(verdict(await get(base), known.experts, request.filter), el("a", { href: `#make/${job.id}` }, words.history.open));
    } catch (failure) {
      if (failure.name !== "AbortError") say(status, failure.message, "wrong");
    }
  }
  return () => aborter.abort();
}
