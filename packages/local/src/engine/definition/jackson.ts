import type { Finding } from "./finding.ts";

/** AWS's parser is Jackson, and its message is part of the answer; it is imitated for a word that is no JSON. */
export function unparsable(text: string): Finding {
  const code = "INVALID_JSON_DESCRIPTION";
  if (text.trim() === "") return { code, message: "No content to map due to end-of-input" };
  const word = /^\s*([A-Za-z_$][\w$]*)/.exec(text);
  if (word?.[1] && !/^(true|false|null)$/.test(word[1])) {
    const column = word[0].length + 1;
    const source = `[Source: (String)"${text}"; line: 1, column: ${column}]`;
    const message = `Unrecognized token '${word[1]}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at ${source}`;
    return { code, message, location: source };
  }
  try {
    JSON.parse(text);
  } catch (error) {
    return { code, message: error instanceof Error ? error.message : String(error) };
  }
  return { code, message: "The definition is not JSON" };
}
