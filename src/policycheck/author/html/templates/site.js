"use strict";
for (const form of document.querySelectorAll("form[data-search]")) {
  form.hidden = false;
  document.documentElement.classList.add("finds");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.href = form.dataset.search + "#q=" + encodeURIComponent(form.querySelector("input").value);
  });
}
for (const link of document.querySelectorAll("a[hreflang]")) {
  const page = link.getAttribute("href");
  const follow = () => link.setAttribute("href", page + location.hash);
  addEventListener("hashchange", follow);
  link.addEventListener("click", follow);
  follow();
}
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.querySelector("input[type=search]").focus();
  }
});
