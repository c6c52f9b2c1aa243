/** What the panel said of a film, in words. */
import { el } from "./dom.js";
import { words } from "./strings.js";

export function verdict(study, experts) {
  if (!experts && Object.keys(study.verified || {}).length === 0) {
    return el("div", { class: "verdict" }, el("p", {}, words.verdict.notAsked));
  }
  const { accepted, attempts, reasons } = study.verdict;
  const seen = Object.entries(study.verified || {})
    .filter(([name]) => name in (study.labels || {}))
    .map(([name, label]) => el("li", {}, words.verdict.seen(name, Math.round(100 * label.probability), label.agrees)));
  return el("div", { class: "verdict", "data-kind": accepted ? "good" : "wrong" },
    el("h3", {}, accepted ? words.verdict.accepted : words.verdict.refused),
    el("p", {}, words.verdict.attempts(attempts)),
    reasons.length ? el("ul", {}, reasons.map((reason) => el("li", {}, reason))) : null,
    seen.length ? el("ul", {}, seen) : null,
    study.report ? el("p", { class: "hint" }, study.report) : null);
}
