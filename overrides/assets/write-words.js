/*
 * The words that the form's scripts show to editors. What the check says of a story comes with the data of the form.
 */

import { KINDS, LOCALE, number } from "./words.js";

export const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const counted = (n, one, many = `${one}s`) => `${number(n)} ${n === 1 ? one : many}`;

/* A story as it begins ---------------------------------------------------------------------------------------------- */

export const USUAL_HEADINGS = "## How it works\n\n\n## What it brought\n\n\n## What others can use\n";

/* What the check says ----------------------------------------------------------------------------------------------- */

export const severity = (isError) => (isError ? "Error: " : "Note: ");
export const noCouncilChosen = (one, typed) => `no ${one} was chosen for '${typed}'; take one from the list, or clear the field`;

/** Say how many faults there are, and how many things that may be one. */
export function verdict(errors, notes) {
  if (errors) return `${counted(errors, "thing")} to fix. The list is at the top of the form.`;
  return `The form finds nothing to fix.${notes ? ` ${counted(notes, "note")} above may be worth a look.` : ""}`;
}

/* Councils ---------------------------------------------------------------------------------------------------------- */

export const REMOVE = "Remove";
export const removed = (name) => `${name} removed`;
export const added = (name) => `${name} added`;
export const councilsFound = (n, [one, many]) => (n ? `${number(n)} ${n === 1 ? one : many} found` : `No ${one} found`);

/* Preview and counts ------------------------------------------------------------------------------------------------ */

export const kind = (value) => KINDS[value] ?? "";
export const day = (date) => date.toLocaleDateString(LOCALE, { day: "numeric", month: "long", year: "numeric" });
export const NO_TITLE = "A story without a title yet";
export const ORIGINAL = "Written for this site";
export const wordCount = (n) => counted(n, "word");
export const characters = (n, most) => `${n} of at most ${most} characters`;

/* The draft --------------------------------------------------------------------------------------------------------- */

export const savedAt = (time) => `Saved on this device at ${time.toLocaleTimeString(LOCALE, { hour: "2-digit", minute: "2-digit" })}.`;
export const NOT_SAVED = "Your browser does not keep the draft. Copy or download the file before you close the page.";
export const KEPT = "This is the draft that was kept on this device.";
export const OTHER_WINDOW = "You changed the draft in another window. Use only one of them. The last change is saved.";
export const ERASE = "Erase what you have written, here and on this device? This cannot be undone.";
export const ERASED = "The draft is erased. Nothing is saved on this device.";

/* Taking it along --------------------------------------------------------------------------------------------------- */

export const OPEN = "Open on GitHub";
export const HOW_TO_PROPOSE =
  "GitHub shows its page for a new file with everything filled in. Choose 'Commit changes' there, then 'Propose changes'. You need to be signed in.";
export const OPEN_EMPTY = "Open an empty file on GitHub";
export const TOO_LONG =
  "The story is too long for GitHub to fill in. Copy the file first, open the empty one on GitHub, and paste the text there.";
export const putAt = (path) => `Copy or download the file, and put it at ${path} in the repository.`;
export const COPIED = "Copied.";
export const NOT_COPIED = "Your browser does not allow it. Open 'The finished file' above, and copy it from there.";
export const downloaded = (path) => `Downloaded. Put it in the repository at ${path}.`;

/** Say what became of a text from another program. */
export function pasted(pictures, boldHeadings) {
  const notes = [
    pictures ? `${counted(pictures, "picture")} left out; add them on GitHub` : "",
    boldHeadings ? `${counted(boldHeadings, "line")} in bold became ${boldHeadings === 1 ? "a heading" : "headings"}` : "",
  ].filter(Boolean);
  return `Pasted as Markdown${notes.length ? ` (${notes.join("; ")})` : ""}.`;
}

export const BROKEN =
  "The form did not load completely. Load the page again. If that does not help, write the story on GitHub, as the help for editors says.";
