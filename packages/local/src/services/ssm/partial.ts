import type { Partials } from "../partial.ts";

export const partial: Partials<"ssm"> = {
  DescribeParameters: "ParameterFilters, not the older Filters; no shared parameters",
  GetParametersByPath: "no ParameterFilters",
  PutParameter: "of the data types text only; no policies; secure strings are kept as plain text",
};
