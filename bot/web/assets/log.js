// The log: every row once, in order of time; what is on its way stands at the end.

import { drawn } from "./drawing.js";
import { at, element, words } from "./words.js";

export class Log {
  constructor(acts) {
    this.acts = acts;
    this.list = at("log");
    this.middle = at("middle");
    this.rows = new Map(); // key → [row, its element]
    this.waiting = new Map(); // id → element of a message on its way
    this.unseen = new Set();
    this.isLoaded = false;
    this.middle.addEventListener("scroll", () => this.moved(), { passive: true });
    document.addEventListener("visibilitychange", () => this.moved());
    at("below").textContent = `${words.newBelow} ↓`;
    at("below").addEventListener("click", () => this.toEnd(true));
    this.follows = true;
    const keep = new ResizeObserver(() => this.follows && this.toEnd()); // pictures load, keyboards open
    keep.observe(this.middle);
    keep.observe(this.list);
  }

  // The first page, or an earlier one: the reader's place stays.
  load(rows) {
    const { scrollHeight, scrollTop } = this.middle;
    for (const row of rows) this.put(row);
    this.tidy();
    if (this.isLoaded) this.middle.scrollTop = scrollTop + this.middle.scrollHeight - scrollHeight;
    else this.begin();
  }

  begin() {
    this.isLoaded = true;
    const fresh = [...this.rows.values()].filter(([row]) => row.isNew).map(([, item]) => item);
    if (fresh.length) {
      const first = [...this.list.children].find((item) => fresh.includes(item));
      this.list.insertBefore(element("li", { class: "unread-line", role: "separator" }, words.unread), first);
    }
    this.list.setAttribute("aria-live", "polite");
    this.toEnd();
    this.moved();
  }

  add(row) {
    const follows = this.follows;
    if (!this.put(row)) return;
    this.tidy();
    const item = this.rows.get(row.key)[1];
    if (follows && row.side === "us" && item.offsetHeight > this.middle.clientHeight * 0.8) {
      item.scrollIntoView({ block: "start" });
      this.follows = false;
    } else if (follows || row.side === "you") this.toEnd();
    this.moved();
  }

  put(row) {
    if (this.rows.has(row.key)) return false;
    const item = drawn(row, this.acts);
    const waiting = row.side === "you" ? this.waiting.get(row.id) : null;
    if (waiting) this.forget(row.id);
    this.rows.set(row.key, [row, item]);
    if (row.isNew) this.unseen.add(row.id);
    this.list.insertBefore(item, this.next(row) ?? this.firstWaiting());
    return true;
  }

  // Whether the server has the message that this page gave this id.
  has(id) {
    return [...this.rows.values()].some(([row]) => row.side === "you" && row.id === id);
  }

  // The element of the first row that comes after `row`.
  next(row) {
    let found = null;
    for (const [other, item] of this.rows.values())
      if (other !== row && isBefore(row, other) && (!found || isBefore(other, found[0]))) found = [other, item];
    return found?.[1];
  }

  firstWaiting() {
    return this.waiting.values().next().value ?? null;
  }

  wait(id, item) {
    this.waiting.set(id, item);
    this.list.append(item);
    this.tidy();
    this.toEnd();
  }

  forget(id) {
    this.waiting.get(id)?.remove();
    this.waiting.delete(id);
  }

  // Days between rows; buttons open under the newest message that has some, folded under older ones.
  tidy() {
    for (const line of this.list.querySelectorAll(".day")) line.remove();
    let day = null;
    for (const item of [...this.list.querySelectorAll(".row[data-key]")]) {
      if (item.dataset.day !== day) this.list.insertBefore(element("li", { class: "day", role: "separator" }, item.dataset.day), item);
      day = item.dataset.day;
    }
    const folds = [...this.list.querySelectorAll(".buttons")];
    folds.forEach((fold, index) => {
      const isNewest = index === folds.length - 1;
      if (fold.classList.contains("older") === isNewest || !fold.dataset.placed) fold.open = isNewest;
      fold.dataset.placed = "yes";
      fold.classList.toggle("older", !isNewest);
    });
    at("hello").hidden = this.rows.size + this.waiting.size > 0;
  }

  get first() {
    let first = null;
    for (const [row] of this.rows.values()) if (!first || isBefore(row, first)) first = row;
    return first;
  }

  isEarlier(row) {
    return Boolean(this.first) && isBefore(row, this.first);
  }

  get last() {
    let last = null;
    for (const [row] of this.rows.values()) if (!last || isBefore(last, row)) last = row;
    return last;
  }

  toEnd(isSmooth = false) {
    this.follows = true;
    this.middle.scrollTo({ top: this.middle.scrollHeight, behavior: isSmooth ? "smooth" : "instant" });
  }

  // Whatever has come into sight is seen.
  moved() {
    const { scrollTop, scrollHeight, clientHeight } = this.middle;
    this.follows = scrollHeight - scrollTop - clientHeight < 80;
    at("below").hidden = this.follows || !this.unseen.size;
    if (document.visibilityState !== "visible" || !this.isLoaded) return;
    const edge = this.middle.getBoundingClientRect().bottom;
    let newest = 0;
    for (const [row, item] of this.rows.values())
      if (this.unseen.has(row.id) && row.side === "us" && item.getBoundingClientRect().top < edge - 20)
        newest = Math.max(newest, row.id);
    if (newest) this.acts.onSeen(newest);
    at("below").hidden = this.follows || !this.unseen.size;
  }

  seen(upTo) {
    for (const id of this.unseen) if (id <= upTo) this.unseen.delete(id);
  }
}

function isBefore(one, other) {
  const [moment, key] = one.mark.split(".");
  const [otherMoment, otherKey] = other.mark.split(".");
  if (moment !== otherMoment) return Number(moment) < Number(otherMoment);
  if (key[0] !== otherKey[0]) return key[0] < otherKey[0];
  return Number(key.slice(1)) < Number(otherKey.slice(1));
}
