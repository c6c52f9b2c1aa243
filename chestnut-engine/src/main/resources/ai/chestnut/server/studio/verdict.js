/** What the panel said of a film, in words. */
import { el } from "./dom.js";
import { words } from "./strings.js";

/**
 * @param {boolean} experts whether trained experts looked
 * @param {boolean} mayRefuse whether the panel was asked to decide
 */
export function verdict(study, experts, mayRefuse) {
  if (!experts) {
    return el("div", { class: "verdict" }, el("p", {}, words.verdict.notAsked));
  }
  const { accepted, attempts, reasons } = study.verdict;
  const seen = Object.entries(study.verified || {})
    .filter(([name]) => name in (study.labels || {}))
    .map(([name, label]) => el("li", {}, words.verdict.seen(name, Math.round(100 * label.probability), label.agrees)));
  return el("div", { class: "verdict", "data-kind": !mayRefuse ? "" : accepted ? "good" : "wrong" },
    el("h3", {}, !mayRefuse ? words.verdict.notDecided : accepted ? words.verdict.accepted : words.verdict.refused),
    mayRefuse ? el("p", {}, words.verdict.attempts(attempts)) : null,
    reasons.length ? el("ul", {}, reasons.map((reason) => el("li", {}, reason))) : null,
    seen.length ? el("ul", {}, seen) : null,
    study.report ? el("p", { class: "hint" }, study.report) : null);
}
