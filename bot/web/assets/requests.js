// Talking to the server. A refusal carries a word for the person; a lost connection is told apart from it.

import { csrf, words } from "./words.js";

const PATIENCE = 12_000;

export class Refused extends Error {
  constructor(status, word) {
    super(word || words.fault);
    this.status = status;
  }
  get isPassing() {
    return this.status === 429 || this.status >= 500;
  }
}

export class Lost extends Error {
  constructor() {
    super(words.network);
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

export async function get(path) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  let answer, text;
  try {
    answer = await fetch(path, { signal: stop.signal, headers: { Accept: "application/json" } });
    text = await answer.text();
  } catch {
    throw new Lost();
  } finally {
    clearTimeout(timer);
  }
  if (!answer.ok) throw new Refused(answer.status, parsed(text).error);
  return parsed(text);
}

export function post(path, fields, files = [], onProgress = null, onBegun = null) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const file of files) form.append("files", file, file.name);
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.setRequestHeader("X-CSRF-Token", csrf);
    request.setRequestHeader("Accept", "application/json");
    request.timeout = files.length ? 10 * 60_000 : PATIENCE;
    if (onProgress) request.upload.onprogress = (event) => onProgress(event.loaded / (event.total || 1));
    request.onload = () => {
      const answer = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) done(answer);
      else failed(new Refused(request.status, answer.error));
    };
    request.onerror = request.ontimeout = request.onabort = () => failed(new Lost());
    request.send(form);
    onBegun?.(() => request.abort());
  });
}
