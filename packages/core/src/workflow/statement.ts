/** An allowing statement of a role's policy: every one of its actions on every one of its resources. */
export interface Statement {
  /** `service:Action`; `*` and `?` are IAM's wildcards. */
  readonly actions: readonly string[];
  /** ARNs with the same wildcards, or `"*"`. */
  readonly resources: readonly string[];
}

/** Whether a policy lets an action act on a resource (`"*"` for a call that names none), as IAM decides it. */
export function allows(statements: readonly Statement[], action: string, resource: string): boolean {
  return statements.some(
    ({ actions, resources }) =>
      actions.some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase())) &&
      resources.some((pattern) => matchesWildcard(pattern, resource)),
  );
}

/** `*` stands for any run of characters, `:` and `/` too, and `?` for exactly one. */
export function matchesWildcard(pattern: string, text: string): boolean {
  let [p, t] = [0, 0];
  let [star, resume] = [-1, 0];
  while (t < text.length) {
    if (pattern[p] === "*") {
      star = p++;
      resume = t;
    } else if (p < pattern.length && (pattern[p] === "?" || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
}
