// A link's code stands behind its #; it moves into the form and out of the address.

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const code = decoded(location.hash.slice(1));
if (code) {
  document.getElementById("code").value = code.slice(0, 2000);
  history.replaceState(null, "", location.pathname);
}
document.getElementById("sign-in").addEventListener("submit", (event) => {
  const button = event.target.querySelector("button[type=submit]");
  setTimeout(() => (button.disabled = true));
});
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button")) button.disabled = false;
});
