// The chat page.

import { Composer } from "./composer.js";
import { Log } from "./log.js";
import { openPassage } from "./passage.js";
import { Refused, get, post } from "./requests.js";
import { Sending } from "./sending.js";
import { Stream } from "./stream.js";
import { at, element, words } from "./words.js";

const TITLE = document.title;
let isOver = false;
let serverUnread = 0;

const log = new Log({ onSource: openPassage, onPress: press, onSeen: saySeen });
const sending = new Sending(log, { onEnded: ended });
sending.resume(); // before anything new, or the new would be taken for left over
const composer = new Composer((text, files) => sending.message(text, files));

function banner(word, act = null) {
  at("banner").hidden = !word;
  at("banner-word").textContent = word;
  at("banner-act").hidden = !act;
  if (act) {
    at("banner-act").textContent = act[0];
    at("banner-act").onclick = act[1];
  }
}

function ended() {
  isOver = true;
  banner(words.ended, [words.reenter, () => location.assign("/")]);
}

function press(button, fold, made) {
  for (const one of fold.querySelectorAll("button")) one.disabled = true;
  made.classList.add("pressed");
  setTimeout(() => {
    for (const one of fold.querySelectorAll("button")) one.disabled = false;
  }, 3000);
  sending.press(button);
}

function showUnread() {
  const count = Math.max(serverUnread, log.unseen.size);
  document.title = count ? `(${count}) ${TITLE}` : TITLE;
  at("unread").hidden = !count;
  at("unread").textContent = count ? String(count) : "";
}

let seenUpTo = 0;
async function saySeen(upTo) {
  if (upTo <= seenUpTo) return;
  seenUpTo = upTo;
  log.seen(upTo);
  try {
    serverUnread = (await post("/seen", { up_to: upTo })).unread;
  } catch {
    seenUpTo = 0;
  }
  showUnread();
}

function arrived(row) {
  if (!at("earlier").hidden && log.isEarlier(row)) return; // told again, and to be had with its page
  log.add(row);
  if (row.side === "us") {
    if (row.isNew && log.unseen.has(row.id)) serverUnread = Math.max(serverUnread, log.unseen.size);
    if (row.asksContact && log.last === row) composer.askPhone();
  }
  showUnread();
}

let isBusy = false;
function busy(now) {
  isBusy = now;
  at("busy-word").textContent = now ? words.busy : "";
  at("busy").hidden = !now;
  if (now && log.follows) log.toEnd();
}

function who({ name, role }) {
  at("who-name").textContent = name;
  at("who-role").textContent = role;
}

let isDown = false;
function down() {
  if (isOver || isDown) return;
  isDown = true;
  sending.interrupt();
  checkEnded();
  setTimeout(() => isDown && !isOver && banner(navigator.onLine ? words.reconnecting : words.offline), 700);
}

// A refused stream looks like a lost one; only a request tells which it is.
async function checkEnded() {
  try {
    await get("/log?before=0.i0");
  } catch (error) {
    if (error instanceof Refused && error.status === 401) stream?.end();
  }
}

function up() {
  if (isOver) return;
  isDown = false;
  banner("");
  sending.go();
}

async function earlier() {
  at("earlier").disabled = true;
  try {
    const page = await get(`/log?before=${encodeURIComponent(log.first?.mark ?? "")}`);
    log.load(page.rows);
    at("earlier").hidden = !page.hasEarlier;
  } finally {
    at("earlier").disabled = false;
  }
}

function hello() {
  const tries = words.tries.map((text, index) =>
    element("button", { type: "button", class: "choice", onclick: () => sending.message(text, []) }, words.tryNames[index]),
  );
  at("hello").append(
    element("img", { src: "/assets/icon.svg", alt: "", width: "56", height: "56" }),
    element("h2", {}, words.hello),
    element("p", {}, words.helloMore),
    element("div", { class: "button-row" }, ...tries),
  );
}

let stream = null;
async function begin() {
  let page;
  try {
    page = await get("/log");
  } catch (error) {
    if (error instanceof Refused && error.status === 401) return ended();
    banner(words.reconnecting);
    setTimeout(begin, 2000);
    return;
  }
  banner("");
  serverUnread = page.unread;
  log.load(page.rows);
  at("earlier").textContent = words.earlier;
  at("earlier").hidden = !page.hasEarlier;
  at("earlier").addEventListener("click", earlier);
  if (log.last?.asksContact) composer.askPhone();
  showUnread();
  stream = new Stream(page.cursor, {
    onRow: arrived, onBusy: busy, onWho: who, onEnded: ended, onUp: up, onDown: down,
  });
}

hello();
begin();
if (matchMedia("(pointer: fine)").matches) at("text").focus();
