/** What was made, newest first; versions of one film stand with the film that they came from. */
import { blob, get } from "./api.js";
import { el, picture } from "./dom.js";
import { words } from "./strings.js";

export async function history(place) {
  const { jobs } = await get("/api/v1/jobs?limit=60");
  place.append(el("h2", {}, words.tabs.history));
  if (!jobs.length) {
    place.append(el("p", { class: "hint" }, words.history.none));
    return;
  }
  const version = versions(jobs);
  const list = el("ul", { class: "grid" });
  place.append(list);
  for (const job of jobs) {
    const asked = job.request;
    const card = el("li", { class: "card" },
      el("p", {}, asked.prompt || asked.findings || ""),
      el("p", { class: "hint" }, [asked.method, job.state === "done" ? words.history.films(job.done) : job.reason || job.state,
        version.get(job.id) > 1 ? words.history.version(version.get(job.id)) : null].filter(Boolean).join(" · ")),
      el("a", { href: `#make/${job.id}` }, words.history.open));
    list.append(card);
    if (job.studies.length) {
      blob(`/api/v1/jobs/${job.id}/studies/000000/files/radiograph.png`)
        .then((film) => card.prepend(picture(film, words.make.film)), () => {});
    }
  }
}

/** How many films a job's film goes back on, itself counted. */
function versions(jobs) {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const depth = (job, seen = 0) => {
    const parent = job.request.parent && byId.get(job.request.parent.split("/")[0]);
    return parent && seen < 100 ? 1 + depth(parent, seen + 1) : 1;
  };
  return new Map(jobs.map((job) => [job.id, depth(job)]));
}
