import { AwsError } from "../../error.ts";

export type Token =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "name"; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "sign"; readonly text: string };

const pattern =
  /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|"([^"]*)"|'([^']*)'|(&&|\|\||<=|>=|==|!=|[-+*/^()<>,[\]]))/y;

/** Splits an expression of metric math. */
export function tokens(expression: string): readonly Token[] {
  const found: Token[] = [];
  const text = expression.trimEnd();
  pattern.lastIndex = 0;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const [, number, name, double, single, sign] = pattern.exec(text) ?? [];
    const quoted = double ?? single;
    if (number !== undefined) found.push({ kind: "number", value: Number(number) });
    else if (name !== undefined) found.push({ kind: "name", text: name });
    else if (quoted !== undefined) found.push({ kind: "text", text: quoted });
    else if (sign !== undefined) found.push({ kind: "sign", text: sign });
    else throw syntax(expression, `unexpected text at character ${at + 1}`);
  }
  return found;
}

export function syntax(expression: string, what: string): AwsError {
  return new AwsError("ValidationError", `Error in expression '${expression}': ${what}.`);
}
