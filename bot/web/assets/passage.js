// The panel that shows a cited passage in its document.

import { get } from "./requests.js";
import { at, element, words } from "./words.js";

const FACTS = ["number", "issuer", "article", "page", "issued", "effective"];

export async function openPassage(source) {
  const panel = at("passage");
  fill({ title: words.loading });
  if (!panel.open) panel.showModal();
  try {
    fill(await get(`/passages/${source.passage}`));
  } catch (error) {
    fill({ title: error.message });
  }
  at("passage-body").scrollTop = 0;
  at("passage-text").scrollIntoView({ block: "nearest" });
  at("passage-body").scrollTop = 0;
}

function fill(passage) {
  at("passage-title").textContent = passage.title;
  at("passage-validity").textContent = passage.validity ?? "";
  at("passage-validity").dataset.status = passage.status ?? "";
  at("passage-validity").hidden = !passage.validity;
  const facts = FACTS.filter((name) => passage[name]);
  at("passage-facts").replaceChildren(
    ...facts.map((name) => element("div", {}, element("dt", {}, words[name]), element("dd", {}, passage[name]))),
  );
  for (const part of ["before", "text", "after"]) {
    at(`passage-${part}`).textContent = passage[part] ?? "";
    at(`passage-${part}`).hidden = !passage[part];
  }
}

// A press beside the panel closes it.
at("passage").addEventListener("click", (event) => {
  if (event.target === at("passage")) at("passage").close();
});
