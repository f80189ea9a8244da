/*
 * Parts of the form's page: those that are there, and new ones.
 */

/** Return the part of the page with an id; nothing where there is none. */
export const part = (id) => document.getElementById(id);

/** Return a new element with a text and attributes. */
export function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
