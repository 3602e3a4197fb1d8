"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const forms = all("form.filters");
  const editions = all(".edition");

  // Language: style alone switches it; this also tells the browser and assistive technology.
  const speak = (radio) => {
    for (const edition of editions) {
      edition.hidden = edition.id !== "edition-" + radio.value;
      if (!edition.hidden) {
        document.documentElement.lang = edition.lang;
        document.title = edition.dataset.title;
      }
    }
  };
  for (const radio of all("input[name=language]")) {
    radio.addEventListener("change", () => speak(radio));
    if (radio.checked) speak(radio);
  }

  // Filters: one choice for all languages.
  const read = (form) => ({
    kinds: all("input[name=kind]", form).filter((box) => box.checked).map((box) => box.value),
    rule: form.elements.rule.value,
    record: form.elements.record.value,
  });
  const apply = ({ kinds, rule, record }) => {
    const sought = record.trim().toLowerCase();
    for (const edition of editions) {
      const findings = all(".finding", edition);
      let shown = 0;
      for (const one of findings) {
        const { kind, rule: of, record: on } = one.dataset;
        one.hidden = !(kinds.includes(kind) && (!rule || of === rule) && on.toLowerCase().includes(sought));
        shown += !one.hidden;
      }
      for (const group of all(".record", edition)) {
        group.hidden = all(".finding", group).every((one) => one.hidden);
      }
      const form = edition.querySelector("form.filters");
      if (!form) continue;
      for (const box of all("input[name=kind]", form)) box.checked = kinds.includes(box.value);
      form.elements.rule.value = rule;
      if (form.elements.record.value !== record) form.elements.record.value = record;
      const output = form.querySelector("output");
      output.textContent = output.dataset.shown.replace("{0}", shown).replace("{1}", findings.length);
    }
  };
  const every = (form) => all("input[name=kind]", form).map((box) => box.value);
  const showAll = () => { if (forms.length) apply({ kinds: every(forms[0]), rule: "", record: "" }); };
  for (const form of forms) {
    form.hidden = false;
    form.addEventListener("input", () => apply(read(form)));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => { event.preventDefault(); showAll(); });
  }
  showAll();

  // A count shows what it counts; a link to a finding shows it, whatever is filtered, and why it is one.
  for (const link of all(".counts a")) {
    link.addEventListener("click", () => {
      const kind = link.dataset.kind;
      if (forms.length && every(forms[0]).includes(kind)) apply({ kinds: [kind], rule: "", record: "" });
    });
  }
  const open = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target || !target.classList.contains("finding")) return;
    if (target.hidden) showAll();
    const edition = target.closest(".edition");
    if (edition.hidden) {
      const radio = document.getElementById("language-" + edition.id.split("-")[1]);
      radio.checked = true;
      speak(radio);
    }
    const why = target.querySelector(".why");
    if (why) why.open = true;
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  };
  addEventListener("hashchange", open);
  open();

  // Paper has nothing to unfold: assumptions are printed; of the conditions those that the reader has opened.
  const folded = [];
  addEventListener("beforeprint", () => {
    for (const one of all(".rests:not([open])")) { one.open = true; folded.push(one); }
  });
  addEventListener("afterprint", () => {
    for (const one of folded.splice(0)) one.open = false;
  });

  // The list of what is missing, to be sent.
  for (const button of all("button.copy")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const list = document.getElementById(button.dataset.list);
      const said = button.parentElement.querySelector("[role=status]");
      try {
        await navigator.clipboard.writeText(list.innerText);
        said.textContent = button.dataset.copied;
      } catch {
        getSelection().selectAllChildren(list);
        said.textContent = button.dataset.failed;
      }
    });
  }
})();
