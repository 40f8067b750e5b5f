import type { Line } from "./item.ts";
import type { RunUse } from "./run-use.ts";
import type { Usage } from "./usage.ts";

/** GB of a step's Lambda, infra/lambda-function.ts. */
const lambdaGb = 0.5;

/** What runs of a workflow, or calls of a function, cost: `times` of them, each using `use`. */
export function runLines(
  name: string,
  use: RunUse,
  times: number,
  { stepSeconds }: Pick<Usage, "stepSeconds">,
): readonly Line[] {
  const lines: readonly Line[] = [
    { what: "state transitions", quantity: (times * use.transitions) / 1000, price: "transition" },
    { what: "Lambda calls", quantity: (times * use.lambdaCalls) / 1e6, price: "lambda-requests" },
    {
      what: "Lambda time",
      quantity: times * use.lambdaCalls * stepSeconds * lambdaGb,
      price: "lambda-arm64",
    },
    { what: "writes to tables", quantity: (times * use.tableWrites) / 1e6, price: "table-writes" },
    { what: "reads of tables", quantity: (times * use.tableReads) / 1e6, price: "table-reads" },
    { what: "metrics read", quantity: (times * use.metricReads) / 1000, price: "metric-reads" },
  ];
  return lines.map((line) => ({ ...line, what: `${name}: ${line.what}` }));
}

/** One call of a function that a schedule makes; its entry in the idempotency table is written twice and read once. */
export const callUse: RunUse = {
  transitions: 0,
  lambdaCalls: 1,
  tableWrites: 2,
  tableReads: 1,
  metricReads: 0,
};
