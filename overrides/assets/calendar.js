/*
 * Which announced date is the next one, and the day of printing. The page cannot say either by itself: it stays as it is
 * until the site changes, and it may be read much later. Without this script the dates are in their order, and nothing is missing.
 */

import * as wording from "./words.js";

const now = new Date();
const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
const dates = [...document.querySelectorAll(".st-milestones li")].map((item) => ({
  time: item.querySelector("time"),
  name: item.lastElementChild.textContent,
}));
const first = dates
  .map(({ time }) => time.dateTime)
  .filter((day) => day >= today)
  .sort()[0];
const coming = dates.filter(({ time }) => time.dateTime === first);

function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

for (const { time } of coming) time.after(" ", element("span", wording.comingMark(first === today), "st-now"));

if (coming.length) {
  const line = document.getElementById("next");
  const names = coming.map(({ name }) => name).join("; ");
  line.append(...wording.comingLine(first === today, element("strong", names), coming[0].time.textContent));
}

/* Paper says of which day it is. */
addEventListener("beforeprint", () => {
  document.getElementById("printed").textContent = wording.printedOn(new Date());
});
