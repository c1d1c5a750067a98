// What the person sends: shown at once, sent in order, tried again with the same id until the server has it.

import { Lost, Refused, post } from "./requests.js";
import { drawn } from "./drawing.js";
import { element, isPicture, newId, thread, words } from "./words.js";

const KEPT = `unsent ${thread}`;
const LONGEST_PAUSE = 15_000;

export class Sending {
  constructor(log, { onEnded }) {
    this.log = log;
    this.onEnded = onEnded;
    this.queue = [];
    this.isAtWork = false;
    this.pause = 1000;
    window.addEventListener("online", () => this.go());
  }

  message(text, files) {
    this.put({ id: newId(), path: "/messages", fields: { text }, text, files });
  }

  press(button) {
    this.put({
      id: newId(),
      path: "/presses",
      fields: { data: button.data, label: button.label },
      text: button.label,
      files: [],
    });
  }

  // What a page that was closed in between hadn't sent; pictures are lost with it, words are not.
  resume() {
    let kept = [];
    try {
      kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
    } catch {
      return;
    }
    for (const { id, path, fields, text } of kept) this.put({ id, path, fields, text, files: [] });
  }

  put(one) {
    one.status = element("span", { class: "status", role: "status" }, words.sending);
    one.bar = one.files.length ? element("progress", { max: "1", value: "0", "aria-label": words.sending }) : null;
    one.item = drawn(
      {
        key: "", side: "you", text: one.text, time: "", at: "", day: "",
        files: one.files.map((file) => ({
          name: file.name, mime: file.type, size: file.size, digest: "",
          preview: isPicture(file.type) ? URL.createObjectURL(file) : null,
        })),
      },
      {},
    );
    one.item.removeAttribute("data-key");
    one.item.classList.add("pending");
    one.item.querySelector(".meta").replaceChildren(...[one.bar, one.status].filter(Boolean));
    this.queue.push(one);
    this.log.wait(one.id, one.item);
    this.keep();
    this.go();
  }

  async go() {
    clearTimeout(this.later);
    if (this.isAtWork) return;
    this.isAtWork = true;
    while (this.queue.length && (await this.send(this.queue[0]))) this.queue.shift();
    this.isAtWork = false;
    this.abort = null;
    this.keep();
  }

  // Whether the queue can go on: what the server refused for good stays in the log, with its reason.
  async send(one) {
    this.say(one, words.sending);
    try {
      const progress = (part) => {
        if (one.bar) one.bar.value = part;
      };
      const begun = (abort) => (this.abort = one.files.length ? null : abort);
      const row = await post(one.path, { ...one.fields, id: one.id }, one.files, progress, begun);
      this.pause = 1000;
      this.log.add(row);
      this.log.forget(one.id);
      return true;
    } catch (error) {
      if (this.log.has(one.id)) return true; // the answer was lost, the message wasn't
      if (error instanceof Refused && error.status === 401) {
        this.say(one, words.failed);
        this.onEnded();
        return false;
      }
      if (error instanceof Lost || (error instanceof Refused && error.isPassing)) {
        this.wait(one, error);
        return false;
      }
      this.fail(one, error.message);
      return true;
    }
  }

  // The line is dead, and with it perhaps a request that would never be answered; its id makes it safe to repeat.
  interrupt() {
    this.abort?.();
  }

  wait(one, error) {
    this.say(one, error instanceof Lost ? words.waiting : error.message, this.retry(() => this.go()));
    for (const next of this.queue.slice(1)) this.say(next, words.waiting);
    this.later = setTimeout(() => this.go(), this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }

  fail(one, word) {
    one.item.classList.add("failed");
    const again = this.retry(() => {
      one.item.classList.remove("failed");
      this.queue.push(one);
      this.go();
    });
    const away = element("button", { type: "button", class: "inline", onclick: () => this.log.forget(one.id) }, words.remove);
    this.say(one, `${words.failed}：${word}`, again, away);
  }

  retry(act) {
    return element("button", { type: "button", class: "inline", onclick: act }, words.retry);
  }

  say(one, word, ...acts) {
    one.status.replaceChildren(word, ...acts);
  }

  keep() {
    const texts = this.queue.filter((one) => !one.files.length);
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(texts.map(({ id, path, fields, text }) => ({ id, path, fields, text }))));
    } catch {
      // a browser that keeps nothing
    }
  }
}
