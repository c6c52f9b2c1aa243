/** The studio: five rooms behind one door. The address after # says which one. */
import { onTokenAsked } from "./api.js";
import { $, el } from "./dom.js";
import { words } from "./strings.js";
import { archives } from "./archives.js";
import { compare } from "./compare.js";
import { history } from "./history.js";
import { make } from "./make.js";
import { readers } from "./readers.js";

const rooms = { make, compare, history, archives, readers };
let leave = () => {};

for (const [name, label] of Object.entries(words.tabs)) {
  $("#tabs").append(el("a", { href: `#${name}` }, label));
}

async function enter() {
  const [name, ...rest] = location.hash.slice(1).split("/").map(decodeURIComponent);
  const room = rooms[name] ? name : "make";
  for (const link of $("#tabs").children) {
    if (link.hash === `#${room}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  leave();
  document.title = `${words.tabs[room]} · Chestnut studio`;
  const place = el("div", { class: "room", "data-room": room });
  $("#main").replaceChildren(place);
  try {
    leave = (await rooms[room](place, rest)) || (() => {});
  } catch (failure) {
    place.replaceChildren(el("p", { role: "alert", "data-kind": "wrong" }, failure.message));
  }
}

onTokenAsked((wrong) => new Promise((done) => {
  const dialog = $("#login");
  const input = el("input", { type: "password", autocomplete: "off", "aria-label": words.login.title });
  dialog.replaceChildren(
    el("form", { method: "dialog" }, el("h2", { id: "login-title" }, words.login.title),
      el("p", {}, wrong ? words.login.wrong : words.login.lead), input,
      el("div", { class: "buttons" }, el("button", { class: "go" }, words.login.go))));
  dialog.onclose = () => done(input.value.trim() || null);
  dialog.showModal();
}));

addEventListener("hashchange", enter);
enter();
