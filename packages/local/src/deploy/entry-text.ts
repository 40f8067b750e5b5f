import type { Entry } from "./document.ts";

const texts = new WeakMap<Entry, string>();

/** An entry as JSON. Made once: a run of the tests brings the same documents up some thousand times. */
export function textOf(entry: Entry): string {
  let text = texts.get(entry);
  if (text === undefined) {
    text = JSON.stringify(entry);
    texts.set(entry, text);
  }
  return text;
}
