/** The reader study: one film after the other, blinded; the reader may leave and come back. */
import { blob, get, openPage, send } from "./api.js";
import { el, field, say } from "./dom.js";
import { words } from "./strings.js";
import { Viewer } from "./viewer.js";

export async function readers(place, [study, reader]) {
  if (study && reader) return read(place, study, reader);
  const { studies } = await get("/api/v1/reader-studies");
  place.append(el("h2", {}, words.tabs.readers), el("p", { class: "hint" }, words.readers.mixed));
  if (!studies.length) place.append(el("p", { class: "hint" }, words.readers.none));
  place.append(el("ul", { class: "grid two" }, studies.map((each) => {
    const name = el("input", { type: "text", pattern: "[a-z0-9][a-z0-9\\-]*", maxlength: 40, autocomplete: "off", "data-field": "reader" });
    const begin = () => { if (name.value && name.reportValidity()) location.hash = `#readers/${each.name}/${encodeURIComponent(name.value)}`; };
    name.addEventListener("keydown", (event) => { if (event.key === "Enter") begin(); });
    return el("li", { class: "card" }, el("h3", {}, each.title), field(words.readers.reader, name),
      el("div", { class: "buttons" }, el("button", { type: "button", class: "go", "data-do": "begin", onclick: begin }, words.readers.begin),
        el("button", { type: "button", "data-do": "report", onclick: () => openPage(`/api/v1/reader-studies/${each.name}/report`, `${each.name}-report.html`) }, words.readers.report)));
  })), await creation());
}

/** A form for a new study of archives that lie in the data folder. */
async function creation() {
  const { archives } = await get("/api/v1/archives").catch(() => ({ archives: [] }));
  const text_ = (value = "") => el("input", { type: "text", value });
  const parts = { name: text_(), title: text_(), real: text_("films/"), perArm: el("input", { type: "number", value: 20, min: 1, max: 1000 }) };
  const systems = archives.map((each) => el("input", { type: "checkbox", value: each.name }));
  const status = el("p", { class: "hint", role: "status" });
  const create = async () => {
    try {
      await send("POST", "/api/v1/reader-studies", { name: parts.name.value, title: parts.title.value || parts.name.value, real: parts.real.value,
        perArm: Number(parts.perArm.value), systems: systems.filter((box) => box.checked).map((box) => ({ name: box.value, source: `archives/${box.value}` })) });
      dispatchEvent(new HashChangeEvent("hashchange"));
    } catch (failure) { say(status, failure.message, "wrong"); }
  };
  return el("details", {}, el("summary", {}, words.readers.create),
    el("div", { class: "settings" }, field(words.readers.name, parts.name), field(words.readers.title, parts.title), field(words.readers.realFilms, parts.real), field(words.readers.perArm, parts.perArm)),
    el("fieldset", {}, el("legend", {}, words.readers.systems), systems.map((box) => el("label", { class: "slider" }, box, box.value))),
    el("button", { type: "button", onclick: create }, words.readers.create), status);
}

async function read(place, study, reader) {
  const path = `/api/v1/reader-studies/${encodeURIComponent(study)}`;
  const query = `?reader=${encodeURIComponent(reader)}`;
  const viewer = new Viewer(words.tabs.readers);
  const form = el("form", { class: "questions", novalidate: true });
  const progress = el("progress", { max: 1, value: 0, "aria-label": words.tabs.readers });
  const count = el("p", { class: "hint", role: "status" });
  const status = el("p", { role: "alert", "data-kind": "wrong" });
  const title = el("h2", {});
  place.append(title, el("p", { class: "hint" }, words.readers.mixed), progress, count, el("div", { class: "reading" }, viewer.element, el("div", {}, form, status)));
  let turn = await get(path + query);
  let since = 0;
  await show();

  async function show() {
    title.textContent = turn.title;
    const film = turn.next || turn.overlay;
    say(status, "", "wrong");
    form.replaceChildren(); // nobody answers the next film before it is there
    if (film) {
      viewer.reset();
      await viewer.show(await blob(`${path}/films/${film}${query}`));
    }
    progress.max = turn.total; progress.value = turn.answered;
    count.textContent = words.readers.progress(turn.answered, turn.total);
    if (!film) {
      form.replaceChildren(el("p", { "data-kind": "good", "data-place": "finished" }, words.readers.done));
      return;
    }
    form.replaceChildren(...(turn.next ? questions() : [scale("overlay", words.readers.overlay)]),
      el("button", { class: "go", "data-do": "next" }, words.readers.next), el("p", { class: "hint" }, words.readers.keys));
    since = performance.now();
  }

  function questions() {
    const asked = {
      authentic: () => [choice("real", words.readers.authentic, [["true", words.readers.real], ["false", words.readers.synthetic]]),
        scale("confidence", words.readers.confidence),
        el("fieldset", {}, el("legend", {}, words.readers.reasons),
          el("div", { class: "choice" }, words.readers.reasonList.map((reason) => el("label", {}, el("input", { type: "checkbox", name: "reasons", value: reason }), reason))))],
      anatomy: () => [scale("anatomy", words.readers.anatomy)],
      pathology: () => [scale("pathology", words.readers.pathology)],
      finding: () => [choice("finding", words.readers.finding(turn.finding), Object.entries(words.readers.answers))],
      overlay: () => [],
    };
    return turn.questions.flatMap((name) => asked[name]()).concat(field(words.readers.comment, el("input", { type: "text", name: "comment", maxlength: 2000 })));
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!form.elements.length) return; // the next film is on its way
    const data = new FormData(form);
    const answer = { film: turn.next || turn.overlay, millis: Math.round(performance.now() - since), reasons: data.getAll("reasons"), comment: data.get("comment") || "" };
    for (const name of ["confidence", "anatomy", "pathology", "overlay"]) if (data.get(name)) answer[name] = Number(data.get(name));
    if (data.get("real")) answer.real = data.get("real") === "true";
    if (data.get("finding")) answer.finding = data.get("finding");
    try {
      turn = await (await send("POST", `${path}/answers${query}`, answer)).json();
      await show();
      form.querySelector("input")?.focus();
    } catch (failure) { say(status, failure.message, "wrong"); }
  });

  const keys = (event) => {
    if (event.target.matches("input[type=text],canvas") || event.ctrlKey) return;
    const pick = (name, value) => { const input = form.querySelector(`input[name=${name}][value="${value}"]`); if (input) input.checked = true; };
    if (event.key === "r") pick("real", "true");
    if (event.key === "s") pick("real", "false");
    if (/^[1-5]$/.test(event.key)) pick(turn.next ? "confidence" : "overlay", event.key);
    if (event.key === "Enter" && event.target.tagName !== "BUTTON") { event.preventDefault(); form.requestSubmit(); }
  };
  addEventListener("keydown", keys);
  return () => removeEventListener("keydown", keys);
}

function scale(name, legend) {
  return el("fieldset", {}, el("legend", {}, legend), el("div", { class: "scale" }, el("span", {}, words.readers.low),
    [1, 2, 3, 4, 5].map((value) => el("label", {}, el("input", { type: "radio", name, value }), String(value))), el("span", {}, words.readers.high)));
}

function choice(name, legend, options) {
  return el("fieldset", {}, el("legend", {}, legend), el("div", { class: "choice" },
    options.map(([value, label]) => el("label", {}, el("input", { type: "radio", name, value }), label))));
}
