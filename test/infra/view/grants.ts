import type { Statement } from "@signalbox/core/workflow/statement";
import type { PolicyStatement } from "./policies.ts";

/** A policy as a set of `action on resource`, so that two that allow the same are equal however they are written. */
export const grantsOf = (
  statements: readonly (Pick<Statement, "actions" | "resources"> &
    Partial<Pick<PolicyStatement, "effect">>)[],
): ReadonlySet<string> =>
  new Set(
    statements.flatMap(({ actions, resources, effect = "Allow" }) =>
      actions.flatMap((action) =>
        resources.map((resource) => `${effect === "Allow" ? "" : `${effect} `}${action} on ${resource}`),
      ),
    ),
  );

/** What one policy lacks of another, and what it has beyond it. */
export function compare(actual: ReadonlySet<string>, wanted: ReadonlySet<string>): string[] {
  return [
    ...[...wanted].filter((grant) => !actual.has(grant)).map((grant) => `may not ${grant}, as it must`),
    ...[...actual]
      .filter((grant) => !wanted.has(grant))
      .map((grant) => `may ${grant}, which nothing asks for`),
  ];
}
