/** A film to look at: window, level, zoom, invert, masks over it. */
import { el } from "./dom.js";
import { words } from "./strings.js";

export class Viewer {
  /** @param {string} name what screen readers call the film */
  constructor(name = words.make.film, { compact = false } = {}) {
    this.canvas = el("canvas", { width: 512, height: 512, tabindex: 0, role: "img", "aria-label": name });
    this.film = null;
    this.masks = null;
    this.showMasks = false;
    const slider = (label, min, max, value, set) => {
      const input = el("input", { type: "range", min, max, value, "aria-label": label });
      input.addEventListener("input", () => { set(Number(input.value)); this.draw(); });
      return input;
    };
    this.windowSlider = slider(words.view.window, 5, 200, 100, (v) => { this.width = v / 100; });
    this.levelSlider = slider(words.view.level, 0, 100, 50, (v) => { this.level = v / 100; });
    this.zoomSlider = slider(words.view.zoom, 100, 800, 100, (v) => { this.zoomTo(v / 100); });
    const button = (label, press) => el("button", { type: "button", "aria-pressed": "false", onclick: press }, label);
    this.invertButton = button(words.view.invert, () => this.toggleInvert());
    this.maskButton = button(words.view.overlay, () => this.toggleMasks());
    this.reset();
    const row = (label, input) => el("label", { class: "slider" }, el("span", {}, label), input);
    this.element = el("div", { class: "viewer" },
      el("div", { class: "screen" }, this.canvas),
      el("div", { class: "controls" },
        row(words.view.window, this.windowSlider),
        row(words.view.level, this.levelSlider),
        row(words.view.zoom, this.zoomSlider),
        el("div", { class: "buttons" }, this.invertButton, this.maskButton,
          el("button", { type: "button", onclick: () => { this.reset(); this.draw(); } }, words.view.reset))),
      compact ? null : el("p", { class: "hint" }, words.view.hint));
    this.listen();
  }

  reset() {
    this.width = 1; this.level = 0.5; this.zoom = 1; this.x = 0; this.y = 0; this.inverted = false;
    if (this.windowSlider) {
      this.windowSlider.value = 100; this.levelSlider.value = 50; this.zoomSlider.value = 100;
      this.invertButton.setAttribute("aria-pressed", "false");
    }
  }

  listen() {
    const canvas = this.canvas;
    canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.zoomTo(this.zoom * (event.deltaY < 0 ? 1.15 : 1 / 1.15));
      this.draw();
    }, { passive: false });
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      let [lastX, lastY] = [event.clientX, event.clientY];
      const move = (to) => {
        const scale = canvas.width / canvas.clientWidth;
        const dx = to.clientX - lastX, dy = to.clientY - lastY;
        [lastX, lastY] = [to.clientX, to.clientY];
        if (to.shiftKey) {
          this.width = Math.min(2, Math.max(0.05, this.width + dx / 300));
          this.level = Math.min(1, Math.max(0, this.level + dy / 300));
          this.windowSlider.value = this.width * 100; this.levelSlider.value = this.level * 100;
        } else { this.pan(dx * scale, dy * scale); }
        this.draw();
      };
      const end = () => { canvas.removeEventListener("pointermove", move); };
      canvas.addEventListener("pointermove", move);
      canvas.addEventListener("pointerup", end, { once: true });
      canvas.addEventListener("pointercancel", end, { once: true });
    });
    canvas.addEventListener("keydown", (event) => {
      const step = 40;
      const keys = {
        "+": () => this.zoomTo(this.zoom * 1.25), "=": () => this.zoomTo(this.zoom * 1.25),
        "-": () => this.zoomTo(this.zoom / 1.25), "0": () => this.reset(),
        i: () => this.toggleInvert(), m: () => this.toggleMasks(),
        ArrowLeft: () => this.pan(step, 0), ArrowRight: () => this.pan(-step, 0),
        ArrowUp: () => this.pan(0, step), ArrowDown: () => this.pan(0, -step),
      };
      if (keys[event.key] && !event.ctrlKey && !event.metaKey) { event.preventDefault(); keys[event.key](); this.draw(); }
    });
  }

  pan(dx, dy) {
    const room = (this.zoom - 1) * this.canvas.width / 2;
    this.x = Math.min(room, Math.max(-room, this.x + dx));
    this.y = Math.min(room, Math.max(-room, this.y + dy));
  }

  zoomTo(zoom) {
    this.zoom = Math.min(8, Math.max(1, zoom));
    this.zoomSlider.value = this.zoom * 100;
    this.pan(0, 0);
  }

  toggleInvert() {
    this.inverted = !this.inverted;
    this.invertButton.setAttribute("aria-pressed", String(this.inverted));
    this.draw();
  }

  toggleMasks() {
    this.showMasks = !this.showMasks && this.masks !== null;
    this.maskButton.setAttribute("aria-pressed", String(this.showMasks));
    this.draw();
  }

  /** @param {Blob} film @param {Blob|null} masks the same film with its masks drawn */
  async show(film, masks = null) {
    this.film = await createImageBitmap(film);
    this.masks = masks ? await createImageBitmap(masks) : null;
    if (!this.masks) this.showMasks = false;
    this.maskButton.disabled = !this.masks;
    this.maskButton.setAttribute("aria-pressed", String(this.showMasks));
    this.canvas.width = this.canvas.height = Math.max(512, this.film.width);
    this.draw();
  }

  draw() {
    const { canvas } = this;
    const context = canvas.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.filter = "none";
    context.fillStyle = "#000";
    context.fillRect(0, 0, canvas.width, canvas.height);
    const film = this.showMasks && this.masks ? this.masks : this.film;
    if (!film) return;
    context.imageSmoothingQuality = "high";
    const size = canvas.width * this.zoom;
    context.drawImage(this.toned(film), (canvas.width - size) / 2 + this.x, (canvas.height - size) / 2 + this.y, size, size);
  }

  /** Grey g becomes (g - level) / window + 1/2, in [0, 1]. */
  toned(film) {
    if (this.width === 1 && this.level === 0.5 && !this.inverted) return film;
    const paper = new OffscreenCanvas(film.width, film.height);
    const pen = paper.getContext("2d");
    pen.drawImage(film, 0, 0);
    const pixels = pen.getImageData(0, 0, film.width, film.height);
    const tone = new Uint8ClampedArray(256);
    for (let grey = 0; grey < 256; grey++) {
      const value = 255 * ((grey / 255 - this.level) / this.width + 0.5);
      tone[grey] = this.inverted ? 255 - Math.min(255, Math.max(0, value)) : value;
    }
    const { data } = pixels;
    for (let at = 0; at < data.length; at += 4) {
      data[at] = tone[data[at]];
      data[at + 1] = tone[data[at + 1]];
      data[at + 2] = tone[data[at + 2]];
    }
    pen.putImageData(pixels, 0, 0);
    return paper;
  }
}
