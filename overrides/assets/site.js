/*
 * What every page can do with a script: switch its colours, copy an address, close the menu. The site is complete without.
 */

/* The switch of colours. The choice is kept on this device and nowhere else; it is all that this site ever keeps. */

const root = document.documentElement;
const button = document.getElementById("st.colours");
const isDark = () => root.dataset.mdColorScheme === "slate";

function show(dark) {
  root.dataset.mdColorScheme = dark ? "slate" : "default";
  button.setAttribute("aria-pressed", String(dark));
}

function chosen() {
  try {
    return localStorage.getItem("st-colours");
  } catch {
    return null; // a browser may forbid storage
  }
}

show(isDark());
button.addEventListener("click", () => {
  show(!isDark());
  try {
    localStorage.setItem("st-colours", isDark() ? "dark" : "light");
  } catch {
    // The choice then lasts as long as the page.
  }
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ({ matches }) => {
  if (!chosen()) show(matches);
});

// A page that comes back as it was left may have been left before the choice.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted && chosen()) show(chosen() === "dark");
});
addEventListener("storage", () => {
  if (chosen()) show(chosen() === "dark");
});

/* Buttons that copy: <button data-copy="text">, followed by <span role="status">, which has what to say of the outcome. */

for (const copy of document.querySelectorAll("button[data-copy]")) {
  const status = copy.nextElementSibling;
  copy.addEventListener("click", async () => {
    status.textContent = "";
    try {
      await navigator.clipboard.writeText(copy.dataset.copy);
      status.textContent = status.dataset.done;
    } catch {
      status.textContent = `${status.dataset.refused} ${copy.dataset.copy}`;
    }
  });
}

/* Maps: Firefox does not scroll to a link of a drawing that the keyboard reaches, and cannot be asked to by its name. */

// Not on the drawing itself: Chromium takes one that listens for the focus as a stop of the Tab key.
for (const map of document.querySelectorAll(".st-map")) {
  map.addEventListener("focusin", ({ target }) => {
    if (!target.closest("svg")) return;
    const { top, bottom } = target.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) scrollBy(0, (top + bottom - innerHeight) / 2);
  });
}

/* The menu of narrow screens: Escape closes it, as does whatever comes after it. */

const menu = document.querySelector(".st-menu");
menu.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || !menu.open) return;
  menu.open = false;
  menu.firstElementChild.focus();
});
menu.addEventListener("focusout", ({ relatedTarget }) => {
  if (relatedTarget && !menu.contains(relatedTarget)) menu.open = false;
});

/* Suggestions for the search, which are fetched with the first letter. */

for (const input of document.querySelectorAll("form[role='search'] input[type='search']")) {
  const begin = async () => {
    const { attach } = await import("./search/suggestions.js");
    attach(input, new URL("..", import.meta.url));
  };
  input.addEventListener("input", begin, { once: true });
}
