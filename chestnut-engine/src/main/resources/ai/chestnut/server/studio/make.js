/** The first room: words and drawings become a film. */
import { blob, get, save, submit, send, text, watch } from "./api.js";
import { Drawing } from "./drawing.js";
import { el, field, say } from "./dom.js";
import { PromptBox } from "./prompt.js";
import { words } from "./strings.js";
import { verdict } from "./verdict.js";
import { Viewer } from "./viewer.js";

export async function make(place, [job, study]) {
  const room = new MakeRoom(place);
  await room.open(job, study);
  return () => room.leave();
}

class MakeRoom {
  constructor(place) {
    this.place = place;
    this.viewer = new Viewer();
    this.drawing = new Drawing(() => this.model.value);
    this.prompt = new PromptBox(() => this.changed());
    this.method = el("select");
    this.model = el("select");
    const number = (value, min, max) => el("input", { type: "number", value, min, max });
    this.seed = number(0, 0, 2 ** 31);
    this.count = number(1, 1, 64);
    this.steps = number(25, 1, 200);
    this.filter = el("input", { type: "checkbox", checked: true });
    this.go = el("button", { type: "button", class: "go", disabled: true, "data-do": "make", onclick: () => this.make() }, words.make.go);
    this.stop = el("button", { type: "button", hidden: true, "data-do": "stop", onclick: () => this.cancel() }, words.make.stop);
    this.status = el("p", { role: "status", class: "hint", "data-place": "status" });
    this.bar = el("progress", { max: 1, value: 0, hidden: true, "aria-label": words.make.running });
    this.result = el("div", { class: "below" });
    this.strip = el("div", { class: "buttons" });
    this.note = el("p", { class: "hint" });
    place.append(el("div", { class: "desk drawn" },
      el("div", { class: "column ask" }, this.prompt.element,
        el("div", { class: "settings" }, field(words.make.settings.method, this.method), field(words.make.settings.model, this.model), field(words.make.settings.seed, this.seed),
          field(words.make.settings.count, this.count), field(words.make.settings.steps, this.steps), field(words.make.settings.filter, this.filter)),
        el("div", { class: "buttons" }, this.go, this.stop), this.bar, this.status),
      el("div", { class: "draw" }, this.drawing.element, this.note),
      el("div", { class: "column film" }, this.viewer.element, this.strip, this.result)));
    this.prompt.box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.make();
    });
  }

  async open(job, study) {
    const known = await get("/api/v1/models");
    this.known = known;
    this.method.replaceChildren(...known.methods.map((each) => el("option", { value: each.name, disabled: !each.built, selected: each.standard },
      each.built ? each.name : words.make.notBuilt(each.name))));
    this.method.addEventListener("change", () => this.models());
    this.models();
    if (!known.methods.some((each) => each.built && each.takesLayouts)) say(this.note, words.draw.notTaken);
    this.filter.checked = known.experts;
    await this.prompt.ready;
    if (job) await this.reopen(job, study || "000000");
  }

  /** The models of the chosen system; a tiny random one is always there. */
  models() {
    const { models } = this.known.methods.find((each) => each.name === this.method.value);
    this.model.replaceChildren(...(models.length ? [el("option", { value: "" }, words.make.newest)] : []),
      ...[...models, "mu"].map((name) => el("option", { value: name }, name)));
  }

  /** A film of the history, with what it was asked with. */
  async reopen(job, study) {
    const before = await get(`/api/v1/jobs/${job}`);
    const asked = before.request;
    await this.prompt.set(asked);
    this.seed.value = asked.seed || 0;
    this.count.value = asked.count || 1;
    this.steps.value = asked.steps || 25;
    if (asked.method) { this.method.value = asked.method; this.models(); }
    if (asked.model !== undefined) this.model.value = asked.model;
    this.films(before);
    if (before.studies.includes(study)) await this.show(job, study);
  }

  changed() {
    this.go.disabled = !this.prompt.usable || this.running;
    this.drawing.findings(this.prompt.drawn);
  }

  async request() {
    const job = { ...this.prompt.request(), seed: Number(this.seed.value), count: Number(this.count.value),
      steps: Number(this.steps.value), filter: this.filter.checked, method: this.method.value };
    if (this.model.value) job.model = this.model.value;
    const chosen = this.known.methods.find((each) => each.name === job.method);
    if (chosen.needsAnatomy && !this.drawing.anatomy && !this.drawing.film) await this.drawing.sample(job.seed);
    if (!this.drawing.isEmpty()) {
      const taker = chosen.takesLayouts ? chosen : this.known.methods.find((each) => each.built && each.takesLayouts);
      if (taker) Object.assign(job, await this.drawing.request(), { method: taker.name });
    }
    if (this.shown) job.parent = `${this.shown.job}/${this.shown.study}`;
    return job;
  }

  async make() {
    if (this.running || !this.prompt.usable) return;
    this.busy(true);
    say(this.status, words.make.queued);
    this.aborter = new AbortController();
    try {
      const job = await submit(await this.request());
      this.job = job.id;
      await watch(job.id, (kind, news) => this.news(kind, news), this.aborter.signal);
      await this.end(await get(`/api/v1/jobs/${job.id}`));
    } catch (failure) {
      if (failure.name !== "AbortError") say(this.status, failure.message, "wrong");
    } finally {
      this.busy(false);
    }
  }

  busy(running) {
    this.running = running;
    this.stop.hidden = !running;
    this.bar.hidden = !running;
    this.go.disabled = running || !this.prompt.usable;
  }

  news(kind, news) {
    if (kind === "step") {
      this.bar.value = news.total ? news.done / news.total : 0;
      say(this.status, words.make.steps(news.done, news.total));
    } else if (kind === "preview") {
      const bytes = Uint8Array.from(atob(news.png), (sign) => sign.charCodeAt(0));
      this.viewer.show(new Blob([bytes], { type: "image/png" }));
    } else if (kind === "study") {
      say(this.status, words.make.studies(news.done, news.total));
    } else if (kind === "state" && news.state === "running") {
      say(this.status, words.make.running);
    }
  }

  async end(job) {
    if (job.state === "done") say(this.status, words.make.done, "good");
    else if (job.state === "cancelled") say(this.status, words.make.cancelled);
    else say(this.status, words.make.failed(job.reason), "wrong");
    this.films(job);
    if (job.studies.length) await this.show(job.id, job.studies[0]);
  }

  films(job) {
    this.strip.replaceChildren(...(job.studies.length < 2 ? [] : job.studies.map((study, at) =>
      el("button", { type: "button", "data-study": study, onclick: () => this.show(job.id, study) }, String(at + 1)))));
  }

  async cancel() {
    if (this.job) await send("DELETE", `/api/v1/jobs/${this.job}`);
  }

  async show(job, study) {
    const base = `/api/v1/jobs/${job}/studies/${study}`;
    const [document_, { request: asked }] = await Promise.all([get(base), get(`/api/v1/jobs/${job}`)]);
    const [film, masks] = await Promise.all([blob(`${base}/files/radiograph.png`), blob(`${base}/files/overlay.png`)]);
    await this.viewer.show(film, masks);
    this.shown = { job, study };
    for (const each of this.strip.children) each.setAttribute("aria-pressed", String(each.dataset.study === study));
    const name = `${job}-${study}`;
    const button = (label, press, doing) => el("button", { type: "button", "data-do": doing, onclick: press }, label);
    this.result.replaceChildren(
      verdict(document_, this.known.experts, asked.filter !== false),
      el("section", { "aria-label": words.download.title }, el("h2", {}, words.download.title),
        el("div", { class: "buttons" },
          button(words.download.png, () => save(film, `${name}.png`), "png"),
          button(words.download.masks, async () => save(await blob(`${base}/download?format=zip`), `${name}.zip`), "zip"),
          button(words.download.dicom, async () => save(await blob(`${base}/download?format=dicom`), `${name}-dicom.zip`), "dicom"),
          button(words.download.json, async () => save(new Blob([await text(base)]), `${name}.json`), "json")),
        el("div", { class: "buttons" },
          document_.anatomy.file ? button(words.draw.fromFilm, async () => this.drawing.takeAnatomy(await blob(`${base}/files/anatomy.png`)), "anatomy") : null,
          button(words.draw.edit, () => this.drawing.takeFilm(film), "edit"))));
  }

  leave() {
    if (this.aborter) this.aborter.abort();
  }
}
