/** The anatomy canvas: an anatomy below, one region a finding above; every stroke can be undone. */
import { base64, send } from "./api.js";
import { el, say } from "./dom.js";
import { words } from "./strings.js";

const COLOURS = ["#ffb000", "#ff5d5d", "#7cff6b", "#ff7ad9", "#5bc0de", "#c792ea", "#ffe14d", "#ff8c42"];
const STRUCTURES = ["#000", "#2b4f66", "#2b4f66", "#6b4455", "#59456b", "#454c55", "#3d5340", "#4f4a37", "#36605c"];
const STEPS_KEPT = 60;

export class Drawing {
  /** @param {() => string} model whose films the drawing is for */
  constructor(model) {
    this.model = model;
    this.side = 256;
    this.anatomy = null; // codes, one byte a pixel
    this.film = null; // the film under edit: its bytes and its picture
    this.layers = new Map(); // finding to Uint8Array of 0 and 1
    this.current = null;
    this.past = [];
    this.future = [];
    this.tool = "paint";
    this.brush = 10;
    this.canvas = el("canvas", { width: 512, height: 512, tabindex: 0, role: "application", "aria-label": words.draw.canvas });
    this.status = el("p", { class: "hint", role: "status" });
    this.build();
    this.listen();
    this.draw();
  }

  build() {
    const button = (label, press, more = {}) => el("button", { type: "button", onclick: press, ...more }, label);
    this.tools = Object.entries(words.draw.tools).map(([tool, label]) =>
      button(label, () => this.use(tool), { "data-tool": tool, "aria-pressed": String(tool === this.tool) }));
    this.select = el("select", { "aria-label": words.draw.layer, onchange: () => { this.current = this.select.value; this.draw(); } });
    this.brushSlider = el("input", { type: "range", min: 1, max: 40, value: this.brush, "aria-label": words.draw.brush,
      oninput: () => { this.brush = Number(this.brushSlider.value); } });
    this.undoButton = button(words.draw.undo, () => this.undo(), { "data-do": "undo" });
    this.redoButton = button(words.draw.redo, () => this.redo());
    this.element = el("section", { class: "drawing", "aria-label": words.draw.title },
      el("h2", {}, words.draw.title),
      el("div", { class: "screen" }, this.canvas),
      el("div", { class: "buttons" },
        button(words.draw.sample, () => this.sample(), { "data-do": "sample" }),
        button(words.draw.clear, () => this.clear(), { "data-do": "clear" }), this.undoButton, this.redoButton),
      el("div", { class: "buttons" }, el("label", { class: "slider" }, el("span", {}, words.draw.layer), this.select), ...this.tools,
        el("label", { class: "slider" }, el("span", {}, words.draw.brush), this.brushSlider)),
      this.status, el("p", { class: "hint" }, words.draw.keys));
    this.say();
  }

  use(tool) {
    if (tool === "grow" || tool === "shrink") { this.spread(tool === "grow"); return; }
    this.tool = tool;
    for (const each of this.tools) each.setAttribute("aria-pressed", String(each.dataset.tool === tool));
  }

  /** Layers for the findings of a prompt; what was painted for others is kept until it is cleared. */
  findings(names) {
    for (const name of names) if (!this.layers.has(name)) this.layers.set(name, null);
    for (const [name, cells] of this.layers) if (!names.includes(name) && !cells) this.layers.delete(name);
    this.select.replaceChildren(...[...this.layers.keys()].map((name) => el("option", { value: name }, name)));
    if (!this.layers.has(this.current)) this.current = [...this.layers.keys()][0] || null;
    if (this.current) this.select.value = this.current;
    this.say();
    this.draw();
  }

  say(text) {
    say(this.status, text || (this.film ? words.draw.editing : this.current ? "" : words.draw.none));
    this.undoButton.disabled = this.past.length === 0;
    this.redoButton.disabled = this.future.length === 0;
  }

  snapshot() {
    return { anatomy: this.anatomy, film: this.film, side: this.side, layers: new Map([...this.layers].map(([n, c]) => [n, c && c.slice()])) };
  }

  /** Remembers how things are before they change. */
  mark() {
    this.past.push(this.snapshot());
    if (this.past.length > STEPS_KEPT) this.past.shift();
    this.future = [];
  }

  restore(from, to) {
    if (!from.length) return;
    to.push(this.snapshot());
    Object.assign(this, from.pop());
    this.findings([...this.layers.keys()]);
  }

  undo() { this.restore(this.past, this.future); }
  redo() { this.restore(this.future, this.past); }

  clear() {
    this.mark();
    this.anatomy = null; this.film = null;
    for (const name of this.layers.keys()) this.layers.set(name, null);
    this.say(); this.draw();
  }

  async sample(seed = crypto.getRandomValues(new Uint32Array(1))[0]) {
    try {
      await this.takeAnatomy(await sampled(seed, this.model()));
    } catch (failure) { say(this.status, failure.message, "wrong"); }
  }

  /** @param {Blob} picture label image, codes as grey values */
  async takeAnatomy(picture) {
    const codes = await greys(picture);
    this.mark();
    this.resize(codes.side);
    this.anatomy = codes.cells;
    this.film = null;
    this.say(); this.draw();
  }

  /** Begins an edit of a film: what is painted is what changes. */
  async takeFilm(bytes) {
    const bitmap = await createImageBitmap(bytes);
    this.mark();
    this.resize(bitmap.width);
    this.film = { bytes, bitmap };
    this.say(); this.draw();
  }

  resize(side) {
    if (side === this.side) return;
    this.side = side;
    for (const name of this.layers.keys()) this.layers.set(name, null);
    this.anatomy = null;
  }

  cells() {
    if (!this.current) return null;
    if (!this.layers.get(this.current)) this.layers.set(this.current, new Uint8Array(this.side * this.side));
    return this.layers.get(this.current);
  }

  stroke(x, y) {
    const cells = this.cells();
    if (!cells) return;
    const radius = this.brush * this.side / 256;
    const value = this.tool === "erase" ? 0 : 1;
    for (let v = Math.max(0, Math.floor(y - radius)); v <= Math.min(this.side - 1, y + radius); v++) {
      for (let u = Math.max(0, Math.floor(x - radius)); u <= Math.min(this.side - 1, x + radius); u++) {
        if ((u - x) ** 2 + (v - y) ** 2 <= radius ** 2) cells[v * this.side + u] = value;
      }
    }
  }

  shift(dx, dy) {
    const cells = this.cells();
    if (!cells) return;
    const moved = new Uint8Array(cells.length);
    for (let y = 0; y < this.side; y++) {
      for (let x = 0; x < this.side; x++) {
        const [u, v] = [x - dx, y - dy];
        if (u >= 0 && v >= 0 && u < this.side && v < this.side) moved[y * this.side + x] = cells[v * this.side + u];
      }
    }
    this.layers.set(this.current, moved);
  }

  /** By one pixel all around, or back. */
  spread(outwards) {
    const cells = this.cells();
    if (!cells) return;
    this.mark();
    const next = cells.slice();
    const at = (x, y) => (x < 0 || y < 0 || x >= this.side || y >= this.side ? 0 : cells[y * this.side + x]);
    for (let y = 0; y < this.side; y++) {
      for (let x = 0; x < this.side; x++) {
        const around = at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1);
        if (outwards && around > 0) next[y * this.side + x] = 1;
        if (!outwards && around < 4) next[y * this.side + x] = 0;
      }
    }
    this.layers.set(this.current, next);
    this.say(); this.draw();
  }

  listen() {
    const place = (event) => {
      const box = this.canvas.getBoundingClientRect();
      return [(event.clientX - box.left) / box.width * this.side, (event.clientY - box.top) / box.height * this.side];
    };
    this.canvas.addEventListener("pointerdown", (event) => {
      if (!this.current) return;
      this.canvas.setPointerCapture(event.pointerId);
      this.mark();
      let [lastX, lastY] = place(event);
      const on = (to) => {
        const [x, y] = place(to);
        if (this.tool === "move") {
          const dx = Math.round(x - lastX), dy = Math.round(y - lastY);
          if (dx || dy) { this.shift(dx, dy); lastX += dx; lastY += dy; }
        } else {
          const length = Math.max(1, Math.hypot(x - lastX, y - lastY));
          for (let t = 0; t <= length; t++) this.stroke(lastX + (x - lastX) * t / length, lastY + (y - lastY) * t / length);
          [lastX, lastY] = [x, y];
        }
        this.draw();
      };
      on(event);
      const end = () => { this.canvas.removeEventListener("pointermove", on); this.say(); };
      this.canvas.addEventListener("pointermove", on);
      this.canvas.addEventListener("pointerup", end, { once: true });
      this.canvas.addEventListener("pointercancel", end, { once: true });
    });
    this.canvas.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
        event.preventDefault();
        if (event.shiftKey) this.redo(); else this.undo();
        return;
      }
      const far = event.shiftKey ? 8 : 2;
      const step = (dx, dy) => { this.mark(); this.shift(dx, dy); this.say(); this.draw(); };
      const keys = {
        p: () => this.use("paint"), e: () => this.use("erase"), v: () => this.use("move"),
        g: () => this.use("grow"), s: () => this.use("shrink"),
        "[": () => this.size(-2), "]": () => this.size(2),
        ArrowLeft: () => step(-far, 0), ArrowRight: () => step(far, 0), ArrowUp: () => step(0, -far), ArrowDown: () => step(0, far),
      };
      if (keys[event.key] && !event.ctrlKey && !event.metaKey) { event.preventDefault(); keys[event.key](); }
    });
  }

  size(change) {
    this.brush = Math.min(40, Math.max(1, this.brush + change));
    this.brushSlider.value = this.brush;
  }

  draw() {
    const paper = new OffscreenCanvas(this.side, this.side);
    const pen = paper.getContext("2d");
    pen.fillStyle = "#000";
    pen.fillRect(0, 0, this.side, this.side);
    if (this.film) pen.drawImage(this.film.bitmap, 0, 0, this.side, this.side);
    const pixels = pen.getImageData(0, 0, this.side, this.side);
    const put = (at, colour, weight) => {
      for (let c = 0; c < 3; c++) pixels.data[4 * at + c] = pixels.data[4 * at + c] * (1 - weight) + colour[c] * weight;
    };
    if (this.anatomy && !this.film) {
      const colours = STRUCTURES.map(rgb);
      this.anatomy.forEach((code, at) => { if (code) put(at, colours[code] || colours[0], 1); });
    }
    [...this.layers].forEach(([name, cells], number) => {
      if (!cells) return;
      const colour = rgb(COLOURS[number % COLOURS.length]);
      const weight = name === this.current ? 0.6 : 0.35;
      cells.forEach((inside, at) => { if (inside) put(at, colour, weight); });
    });
    pen.putImageData(pixels, 0, 0);
    const context = this.canvas.getContext("2d");
    context.imageSmoothingEnabled = false;
    context.drawImage(paper, 0, 0, this.canvas.width, this.canvas.height);
  }

  painted() { return [...this.layers].filter(([, cells]) => cells && cells.includes(1)); }

  /** Whether the drawing says anything. */
  isEmpty() { return !this.anatomy && !this.film && this.painted().length === 0; }

  /** The parts of a job that the drawing gives. */
  async request() {
    const job = {};
    if (this.film) job.from = await base64(this.film.bytes);
    else if (this.anatomy) job.anatomy = await base64(await png(this.anatomy, this.side, 1));
    const painted = this.painted();
    if (painted.length) {
      job.pathology = await Promise.all(painted.map(async ([finding, cells]) =>
        ({ finding, mask: await base64(await png(cells, this.side, 255)) })));
    }
    return job;
  }
}

/** An anatomy drawn by chance: a label picture as large as a model's films. */
export async function sampled(seed, model) {
  return (await send("POST", "/api/v1/anatomies", { sample: seed, model })).blob();
}

function rgb(hex) {
  const long = hex.length === 4 ? hex.replace(/[^#]/g, "$&$&") : hex;
  return [1, 3, 5].map((at) => parseInt(long.slice(at, at + 2), 16));
}

async function greys(picture) {
  const bitmap = await createImageBitmap(picture, { colorSpaceConversion: "none", premultiplyAlpha: "none" });
  const paper = new OffscreenCanvas(bitmap.width, bitmap.height);
  const pen = paper.getContext("2d");
  pen.drawImage(bitmap, 0, 0);
  const { data } = pen.getImageData(0, 0, bitmap.width, bitmap.height);
  return { side: bitmap.width, cells: Uint8Array.from({ length: data.length / 4 }, (_, at) => data[4 * at]) };
}

/** A grey PNG of 8 bit: written here, since a canvas would make it a colour picture. */
async function png(cells, side, factor) {
  const rows = new Uint8Array(side * (side + 1));
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) rows[y * (side + 1) + 1 + x] = cells[y * side + x] * factor;
  }
  const packed = new Uint8Array(await new Response(new Blob([rows]).stream().pipeThrough(new CompressionStream("deflate"))).arrayBuffer());
  const head = new Uint8Array(13);
  new DataView(head.buffer).setUint32(0, side);
  new DataView(head.buffer).setUint32(4, side);
  head[8] = 8; // bits; colour type 0 is grey
  return new Blob([new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]), chunk("IHDR", head), chunk("IDAT", packed), chunk("IEND", new Uint8Array())], { type: "image/png" });
}

function chunk(name, body) {
  const bytes = new Uint8Array(body.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, body.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = name.charCodeAt(i);
  bytes.set(body, 8);
  let crc = 0xffffffff; // CRC-32 of PNG, annex D
  for (let i = 4; i < body.length + 8; i++) {
    crc ^= bytes[i];
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  view.setUint32(body.length + 8, (crc ^ 0xffffffff) >>> 0);
  return bytes;
}

