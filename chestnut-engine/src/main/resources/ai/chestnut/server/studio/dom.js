/** Elements, built without markup in strings: what a server says is never read as HTML. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false || value === null) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "class") element.className = value;
    else if (value === true) element.setAttribute(key, "");
    else element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

export const $ = (selector, within = document) => within.querySelector(selector);

/** Says something to those who see and to those who hear. */
export function say(element, text, kind = "") {
  element.textContent = text;
  element.dataset.kind = kind;
}

/** A picture that needs the caller's token; its address is freed with the picture. */
export function picture(bytes, alt) {
  const image = el("img", { alt, decoding: "async" });
  image.src = URL.createObjectURL(bytes);
  image.onload = () => URL.revokeObjectURL(image.src);
  return image;
}

let numbers = 0;
/** A label with its field. */
export function field(label, input) {
  input.id = input.id || `f${++numbers}`;
  return el("div", { class: "field" }, el("label", { for: input.id }, label), input);
}

export function later(work, millis) {
  let timer;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...args), millis);
  };
}
