/** Columns that terminals, chats and tickets show without breaking lines. */
export const pageWidth = 100;

/** Lines of at most `width` columns, broken between words, never before a %; a longer word keeps a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(/ (?!%)/)) {
    const line = lines.at(-1) ?? "";
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The same as one text whose further lines are indented by `indent` columns, within the page's width. */
export function hang(text: string, indent: number): string {
  return wrap(text, pageWidth - indent).join(`\n${" ".repeat(indent)}`);
}
