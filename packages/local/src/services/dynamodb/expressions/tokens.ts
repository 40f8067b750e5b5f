export interface Token {
  readonly kind: "name" | "#name" | ":value" | "index" | "symbol" | "end" | "bad";
  readonly text: string;
  /** Where it starts and ends in the expression. */
  readonly from: number;
  readonly to: number;
}

const pattern =
  /(?<name>[A-Za-z][A-Za-z0-9_]*)|(?<placeholder>#[A-Za-z0-9_]+)|(?<value>:[A-Za-z0-9_]+)|(?<index>\d+)|(?<symbol><>|<=|>=|[=<>()[\].,+-])|(?<space>\s+)|(?<bad>.)/gsu;

const kinds = {
  name: "name",
  placeholder: "#name",
  value: ":value",
  index: "index",
  symbol: "symbol",
  bad: "bad",
} as const;

const known = new Map<string, readonly Token[]>();
/** Programs have a few dozen expressions; whoever writes values into theirs must not fill the memory. */
const knownAtMost = 1000;

/** The tokens of an expression, with one of kind `end` after the last. */
export function tokensOf(expression: string): readonly Token[] {
  const tokens = known.get(expression) ?? split(expression);
  if (known.size >= knownAtMost) known.clear();
  known.set(expression, tokens);
  return tokens;
}

function split(expression: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of expression.matchAll(pattern))
    for (const [group, kind] of Object.entries(kinds)) {
      const text = match.groups?.[group];
      if (text !== undefined) tokens.push({ kind, text, from: match.index, to: match.index + text.length });
    }
  const { length } = expression;
  return [...tokens, { kind: "end", text: "<EOF>", from: length, to: length }];
}
