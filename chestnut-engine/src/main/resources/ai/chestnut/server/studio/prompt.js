/** The prompt box: what is typed is read while it is typed; findings can be picked instead. */
import { get, send } from "./api.js";
import { el, field, later, say } from "./dom.js";
import { words } from "./strings.js";

export class PromptBox {
  /** @param {(reading: object) => void} changed told what was understood */
  constructor(changed) {
    this.changed = changed;
    this.picked = [];
    this.reading = { observations: [], unknown: [], conflict: null };
    this.box = el("textarea", { rows: 3, maxlength: 4000, placeholder: words.prompt.example });
    this.box.addEventListener("input", later(() => this.read(), 200));
    this.chips = el("ul", { class: "chips", "aria-label": words.prompt.understood });
    this.note = el("p", { class: "hint", role: "status" });
    this.finding = el("select");
    this.side = el("select");
    this.size = el("select");
    this.element = el("div", { class: "prompt" },
      field(words.prompt.label, this.box),
      this.chips, this.note,
      el("div", { class: "picker" },
        field(words.prompt.add, this.finding), field(words.prompt.side, this.side), field(words.prompt.size, this.size),
        el("button", { type: "button", "data-do": "add-finding", onclick: () => this.add() }, "+")));
    this.element.querySelector("[data-do=add-finding]").setAttribute("aria-label", words.prompt.add);
    this.ready = this.load();
  }

  async load() {
    this.vocabulary = await get("/api/v1/vocabulary");
    this.finding.replaceChildren(...this.vocabulary.findings.map((each) => el("option", { value: each.name }, each.name)));
    this.size.replaceChildren(el("option", { value: "" }, words.prompt.any), ...this.vocabulary.severities.map((each) => el("option", { value: each }, each)));
    this.finding.addEventListener("change", () => this.sides());
    this.sides();
    await this.read();
  }

  sides() {
    const chosen = this.vocabulary.findings.find((each) => each.name === this.finding.value);
    const sides = chosen ? chosen.sides : [];
    this.side.replaceChildren(el("option", { value: "" }, words.prompt.any), ...sides.map((each) => el("option", { value: each }, each)));
  }

  add() {
    const parts = [this.finding.value, this.side.value, this.size.value];
    while (parts[parts.length - 1] === "") parts.pop();
    this.picked.push(parts.join(":"));
    this.read();
  }

  /** The parts of a job that the box gives. */
  request() {
    const job = {};
    if (this.box.value.trim()) job.prompt = this.box.value;
    if (this.picked.length) job.findings = this.picked.join("; ");
    return job;
  }

  set(request) {
    this.box.value = request.prompt || "";
    this.picked = request.findings ? request.findings.split(";").map((each) => each.trim()) : [];
    return this.read();
  }

  async read() {
    const asked = (this.asked = (this.asked || 0) + 1);
    const answer = await send("POST", "/api/v1/prompts", { text: this.box.value, findings: this.picked.join("; ") });
    const reading = await answer.json();
    if (asked !== this.asked) return; // something newer was typed
    this.reading = reading;
    this.show();
    this.changed(reading);
  }

  show() {
    const typed = this.reading.observations.length - this.picked.length;
    this.chips.replaceChildren(...this.reading.observations.map((seen, at) => {
      const certainty = seen.certainty === "absent" ? words.prompt.absent : seen.certainty === "uncertain" ? words.prompt.uncertain : "";
      const name = certainty + [seen.severity, seen.laterality, seen.finding].filter(Boolean).join(" ");
      const chip = el("li", { "data-certainty": seen.certainty }, name);
      if (at >= typed) {
        chip.append(el("button", { type: "button", "aria-label": words.prompt.remove(name), onclick: () => { this.picked.splice(at - typed, 1); this.read(); } }, "×"));
      }
      return chip;
    }));
    const empty = !this.box.value.trim() && !this.picked.length;
    const unknown = this.reading.unknown.length ? words.prompt.unknown + this.reading.unknown.join(", ") : "";
    if (empty) say(this.note, words.prompt.nothing);
    else if (this.reading.conflict) say(this.note, this.reading.conflict, "wrong");
    else say(this.note, unknown, unknown ? "doubt" : "");
  }

  get usable() { return !this.reading.conflict && (this.box.value.trim() !== "" || this.picked.length > 0); }

  /** Findings that can be drawn. */
  get drawn() {
    const drawn = new Set(this.vocabulary.findings.filter((each) => each.drawn).map((each) => each.name));
    const named = this.reading.observations.filter((seen) => seen.certainty !== "absent").map((seen) => seen.finding);
    return [...new Set(named)].filter((name) => drawn.has(name));
  }
}
