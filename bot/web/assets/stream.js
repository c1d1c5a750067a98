// New rows as the server tells them; after a lost connection it goes on where it stood.

const SILENCE = 40_000; // the server beats every 15 s
const LONGEST_PAUSE = 10_000;

export class Stream {
  constructor(cursor, { onRow, onBusy, onWho, onEnded, onUp, onDown }) {
    this.cursor = cursor;
    this.told = { onRow, onBusy, onWho, onEnded, onUp, onDown };
    this.pause = 500;
    this.isOver = false;
    window.addEventListener("online", () => this.open());
    window.addEventListener("offline", () => this.told.onDown());
    document.addEventListener("visibilitychange", () => this.looked());
    window.addEventListener("pagehide", () => this.close());
    window.addEventListener("pageshow", (event) => event.persisted && this.open());
    this.open();
  }

  open() {
    if (this.isOver) return;
    this.close();
    const source = new EventSource(`/events?after=${encodeURIComponent(this.cursor)}`);
    this.source = source;
    const on = (name, act) =>
      source.addEventListener(name, (event) => {
        this.alive();
        if (event.lastEventId) this.cursor = event.lastEventId;
        act(JSON.parse(event.data));
      });
    on("beat", () => {
      this.pause = 500;
      this.told.onUp();
    });
    on("row", (row) => this.told.onRow(row));
    on("busy", (isBusy) => this.told.onBusy(isBusy));
    on("who", (who) => this.told.onWho(who));
    on("ended", () => this.end());
    source.onerror = () => this.lost();
    this.alive();
  }

  // A phone that slept may hold a line that is dead.
  looked() {
    if (document.visibilityState === "visible" && Date.now() - this.heardAt > SILENCE / 2) this.open();
  }

  alive() {
    this.heardAt = Date.now();
    clearTimeout(this.watch);
    this.watch = setTimeout(() => this.lost(), SILENCE);
  }

  lost() {
    if (this.isOver) return;
    this.close();
    this.told.onDown();
    this.again = setTimeout(() => this.open(), this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }

  close() {
    clearTimeout(this.watch);
    clearTimeout(this.again);
    this.source?.close();
  }

  end() {
    if (this.isOver) return;
    this.isOver = true;
    this.close();
    this.told.onEnded();
  }
}
