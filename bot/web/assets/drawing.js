// A row of the log as elements. Whatever a person or a document wrote becomes a text node.

import { element, isPicture, size, words } from "./words.js";

export function drawn(row, { onSource, onPress }) {
  const isOurs = row.side === "us";
  const bubble = element("div", { class: "bubble" });
  if (row.text) bubble.append(isOurs ? marked(row, onSource) : element("p", { class: "text" }, row.text));
  if (row.files?.length) bubble.append(files(row.files));
  if (isOurs && row.sources.length) bubble.append(sources(row.sources, onSource));
  const item = element(
    "li",
    { class: `row ${row.side}`, "data-key": row.key, "data-day": row.day },
    element("span", { class: "hidden" }, `${isOurs ? words.us : words.you}：`),
    bubble,
  );
  if (isOurs && row.buttons.length) item.append(buttons(row, onPress));
  item.append(element("p", { class: "meta" }, element("time", { datetime: row.at }, row.time)));
  return item;
}

// The text, with each [n] that has a source as a way to it.
function marked(row, onSource) {
  const known = new Map(row.sources.map((source) => [String(source.n), source]));
  const text = element("p", { class: "text" });
  for (const part of row.text.split(/(\[\d{1,3}\])/)) {
    const source = known.get(part.slice(1, -1));
    if (source && /^\[\d+\]$/.test(part) && source.passage !== null)
      text.append(
        element(
          "button",
          { type: "button", class: "cite", "aria-label": `${words.sources} ${source.n}`, onclick: () => onSource(source) },
          part,
        ),
      );
    else text.append(part);
  }
  return text;
}

function sources(all, onSource) {
  const list = element("ol", { class: "sources", "aria-label": words.sources });
  for (const source of all) {
    const line = source.line.replace(/^\[\d+\]\s*/, "");
    const inside = [element("span", { class: "n" }, `[${source.n}]`), element("span", { class: "line" }, line)];
    list.append(
      element(
        "li",
        {},
        source.passage === null
          ? element("div", { class: "source" }, ...inside)
          : element(
              "button",
              { type: "button", class: "source", title: words.openSource, onclick: () => onSource(source) },
              ...inside,
            ),
      ),
    );
  }
  return list;
}

function files(all) {
  const list = element("ul", { class: "files" });
  for (const file of all) {
    const href = `/files/${encodeURIComponent(file.digest)}`;
    if (isPicture(file.mime)) {
      const picture = element("img", { src: file.preview ?? href, alt: file.name, loading: "lazy" });
      list.append(
        element("li", {}, file.preview ? picture : element("a", { href, target: "_blank", rel: "noopener" }, picture)),
      );
    } else {
      const inside = [
        element("span", { class: "name" }, file.name),
        element("span", { class: "size" }, size(file.size)),
      ];
      list.append(
        element(
          "li",
          {},
          file.digest
            ? element("a", { class: "paper", href, download: file.name }, ...inside)
            : element("span", { class: "paper" }, ...inside),
        ),
      );
    }
  }
  return list;
}

// The buttons; those of an older message are folded away by the log.
function buttons(row, onPress) {
  const fold = element("details", { class: "buttons", open: true });
  fold.append(element("summary", {}, words.more));
  for (const line of row.buttons) {
    const group = element("div", { class: "button-row" });
    for (const button of line) {
      const made = element("button", { type: "button", class: "choice" }, button.label);
      made.addEventListener("click", () => onPress(button, fold, made));
      group.append(made);
    }
    fold.append(group);
  }
  return fold;
}
