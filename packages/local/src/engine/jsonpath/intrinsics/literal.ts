import type { Scanner } from "../scanner.ts";

/** What may follow a backslash; anything else is refused when the machine is created (recorded: test_illegal_escapes). */
const escapable = new Set(["'", "\\", "{", "}"]);

/**
 * Reads a text in single quotes. In a template of States.Format `\{` and `\}` keep their backslash, since only the function
 * tells them from the `{}` that it fills in.
 */
export function literalText(scanner: Scanner, isTemplate: boolean): string {
  scanner.expect("'");
  for (let value = ""; !scanner.done; ) {
    const next = scanner.text.charAt(scanner.at++);
    if (next === "'") return value;
    if (next !== "\\") {
      value += next;
      continue;
    }
    const escaped = scanner.text.charAt(scanner.at++);
    if (!escapable.has(escaped)) scanner.fail(`'\\${escaped}' cannot be escaped`);
    const isBrace = escaped === "{" || escaped === "}";
    value += isTemplate && isBrace ? `\\${escaped}` : escaped;
  }
  return scanner.fail("a text without its end");
}
