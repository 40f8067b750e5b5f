/** StringMatches: `*` is any text, a backslash takes the next character as it is. */
export function matchesPattern(text: string, pattern: string): boolean {
  const parts = split(pattern);
  const [first = ""] = parts;
  const last = parts.at(-1) ?? "";
  if (parts.length === 1) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  // The earliest place for each part leaves the most room to those after it, so nothing is ever tried twice.
  const end = text.length - last.length;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

/** The literal texts between the wildcards. */
function split(pattern: string): readonly string[] {
  const parts = [""];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === "*") parts.push("");
    else parts.push((parts.pop() ?? "") + (character === "\\" ? pattern.charAt(++at) : character));
  }
  return parts;
}
