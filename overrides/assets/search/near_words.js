/*
 * Which of the words that are there somebody may have meant: those with the fewest letters changed, missing, added or
 * swapped, or those that begin with what was typed.
 */

const MOST = 3; // words that are offered

/* The number of changes between two words, or `most` + 1 where there are more. */
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [before, last] = [[], Array.from({ length: b.length + 1 }, (_, n) => n)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[b.length];
}

/* The nearest words, best first: those in several stories and with the same first letter before others as near. */
export function nearWords(word, { common, rare }) {
  if (word.length < 4) return [];
  let most = word.length < 9 ? 1 : 2;
  let found = [];
  for (const [words, weight] of [[common, 0], [rare, 0.25]]) {
    for (const other of words) {
      const far = other !== word && other.startsWith(word) ? 1 : distance(word, other, most);
      if (far > most || far === 0) continue;
      found.push([far + weight + (other[0] === word[0] ? 0 : 0.5), other]);
      most = Math.min(most, far);
    }
  }
  found = found.filter(([cost]) => Math.floor(cost) <= most).sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
  return found.slice(0, MOST).map(([, other]) => other);
}
