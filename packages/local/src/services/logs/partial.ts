import type { Partials } from "../partial.ts";

export const partial: Partials<"logs"> = {
  CreateLogGroup: "the standard class only; no customer keys, no deletion protection",
  DescribeLogGroups: "by prefix or pattern; no linked accounts, no class",
  FilterLogEvents: "terms and conditions on JSON; no patterns of space-delimited fields; no linked accounts",
  PutLogEvents: "a group keeps its last 20,000 events, at most 16 MiB; no entity",
  PutResourcePolicy: "kept and answered: AWS's own services may always write; no resource ARN",
};
