// Writing a message: text that grows, pictures and papers with thumbnails, a draft that survives a reload.

import { at, element, isPicture, size, thread, words } from "./words.js";

const LARGEST = 20 * 1024 * 1024;
const MOST = 10;
const LONGEST = 100_000;
const DRAFT = `draft ${thread}`;

export class Composer {
  constructor(onSend) {
    this.onSend = onSend;
    this.files = [];
    this.text = at("text");
    this.text.value ||= this.stored() ?? ""; // a quick hand has written before the script came
    this.text.addEventListener("input", () => this.changed());
    this.text.addEventListener("keydown", (event) => this.pressed(event));
    this.text.addEventListener("paste", (event) => this.take(event.clipboardData?.files, event));
    at("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    for (const [button, input] of [["pick-photo", "photos"], ["pick-file", "papers"]]) {
      at(button).addEventListener("click", () => at(input).click());
      at(input).addEventListener("change", (event) => {
        this.take(event.target.files);
        event.target.value = "";
      });
    }
    document.addEventListener("dragover", (event) => event.preventDefault());
    document.addEventListener("drop", (event) => this.take(event.dataTransfer?.files, event, true));
    this.changed();
  }

  // Enter sends where there is a keyboard; on a phone it begins a line.
  pressed(event) {
    const isTyping = event.isComposing || event.keyCode === 229;
    const hasKeyboard = matchMedia("(pointer: fine)").matches;
    if (event.key === "Enter" && !event.shiftKey && !isTyping && hasKeyboard) {
      event.preventDefault();
      this.send();
    }
  }

  changed() {
    this.text.rows = Math.min(6, Math.max(1, this.text.value.split("\n").length));
    at("composer").classList.toggle("tall", this.text.value.length > 40);
    at("send").disabled = !this.text.value.trim() && !this.files.length;
    this.complain("");
    try {
      sessionStorage.setItem(DRAFT, this.text.value);
    } catch {
      // a browser that keeps nothing
    }
  }

  stored() {
    try {
      return sessionStorage.getItem(DRAFT);
    } catch {
      return null;
    }
  }

  send() {
    const text = this.text.value.trim();
    if (!text && !this.files.length) return;
    if ([...text].length > LONGEST) {
      this.complain(words.tooLong);
      return;
    }
    this.onSend(text, this.files);
    this.files = [];
    this.text.value = "";
    this.text.placeholder = words.write;
    this.text.inputMode = "text";
    this.show();
    this.changed();
    this.text.focus();
  }

  take(files, event = null, always = false) {
    if (event && (always || files?.length)) event.preventDefault();
    if (!files?.length) return;
    let problem = "";
    for (const file of files) {
      if (this.files.length >= MOST) problem = words.tooMany;
      else if (file.size > LARGEST) problem = `${words.tooLarge}${file.name}`;
      else this.files.push(file);
    }
    this.show();
    this.changed();
    this.complain(problem);
    this.text.focus();
  }

  show() {
    const list = at("chosen");
    for (const picture of list.querySelectorAll("img")) URL.revokeObjectURL(picture.src);
    list.hidden = !this.files.length;
    list.replaceChildren(
      ...this.files.map((file) => {
        const thumb = isPicture(file.type)
          ? element("img", { src: URL.createObjectURL(file), alt: file.name })
          : element("span", { class: "paper" }, element("span", { class: "name" }, file.name), element("span", { class: "size" }, size(file.size)));
        const away = element("button", { type: "button", class: "away", "aria-label": `${words.removeFile} ${file.name}` }, "×");
        away.addEventListener("click", () => {
          this.files = this.files.filter((other) => other !== file);
          this.show();
          this.changed();
          this.text.focus();
        });
        return element("li", {}, thumb, away);
      }),
    );
  }

  complain(word) {
    at("problem").textContent = word;
    at("problem").hidden = !word;
  }

  // The assistant asks for a telephone number.
  askPhone() {
    this.text.placeholder = words.phoneHint;
    this.text.inputMode = "tel";
  }
}
