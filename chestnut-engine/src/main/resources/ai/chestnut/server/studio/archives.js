/** Archives: browse, filter by finding and by what the experts see, open the scorecard. */
import { blob, get, openPage } from "./api.js";
import { el, field, picture } from "./dom.js";
import { words } from "./strings.js";

const PAGE = 40;

export async function archives(place, [name]) {
  const { archives: all } = await get("/api/v1/archives");
  place.append(el("h2", {}, words.tabs.archives));
  if (!all.length) {
    place.append(el("p", { class: "hint" }, words.archives.none));
    return;
  }
  if (!all.some((each) => each.name === name)) {
    place.append(el("ul", { class: "grid" }, all.map((each) => el("li", { class: "card" },
      el("h3", {}, each.title), el("p", { class: "hint" }, words.archives.studies(each.studies)),
      el("a", { href: `#archives/${encodeURIComponent(each.name)}` }, words.history.open)))));
    return;
  }
  await browse(place, all.find((each) => each.name === name));
}

async function browse(place, archive) {
  const { findings } = await get("/api/v1/vocabulary");
  const finding = el("select", {}, el("option", { value: "" }, words.archives.all), findings.map((each) => el("option", { value: each.name }, each.name)));
  const least = el("select", {}, [0, 25, 50, 75, 90].map((percent) => el("option", { value: percent }, `${percent} %`)));
  const accepted = el("input", { type: "checkbox" });
  const count = el("p", { class: "hint", role: "status" });
  const list = el("ul", { class: "grid" });
  const more = el("button", { type: "button", hidden: true, onclick: () => load() }, words.archives.more);
  const base = `/api/v1/archives/${encodeURIComponent(archive.name)}`;
  place.append(el("h3", {}, archive.title),
    el("div", { class: "bar" }, field(words.archives.finding, finding), field(words.archives.least, least), field(words.archives.accepted, accepted),
      archive.scorecard ? el("button", { type: "button", onclick: () => openCard() }, words.archives.scorecard) : null),
    count, list, more);
  let from = 0;
  for (const input of [finding, least, accepted]) input.addEventListener("change", () => { from = 0; list.replaceChildren(); load(); });

  async function load() {
    const query = new URLSearchParams({ from, limit: PAGE });
    if (finding.value) query.set("finding", finding.value);
    if (finding.value) query.set("least", least.value);
    if (accepted.checked) query.set("accepted", "true");
    const page = await get(`${base}/studies?${query}`);
    count.textContent = words.archives.found(page.total);
    from += page.studies.length;
    more.hidden = from >= page.total;
    for (const study of page.studies) {
      const card = el("li", { class: "card" }, el("p", {}, study.prompt),
        el("p", { class: "hint" }, [study.id, study.accepted ? null : words.verdict.refused,
          study.probability === undefined ? null : `${Math.round(100 * study.probability)} %`].filter(Boolean).join(" · ")));
      list.append(card);
      blob(`${base}/studies/${study.id}/files/radiograph.png`).then((film) => card.prepend(picture(film, words.make.film)), () => {});
    }
  }

  const openCard = () => openPage(`${base}/scorecard`, `${archive.name}-scorecard.html`).catch((failure) => { count.textContent = failure.message; });
  await load();
}
