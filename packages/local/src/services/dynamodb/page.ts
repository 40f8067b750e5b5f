import type { Condition } from "./expressions/condition.ts";
import { project } from "./expressions/document.ts";
import { meets } from "./expressions/evaluate.ts";
import type { Path } from "./expressions/path.ts";
import { invalid } from "./invalid.ts";
import type { Row } from "./rows.ts";
import { encodeItem } from "./wire-value.ts";

/** Bytes of items that one page evaluates at most. */
const maxPageBytes = 1024 * 1024;

export interface PageSetting {
  /** Items to evaluate at most, before the filter. */
  readonly limit: number | undefined;
  readonly filter: Condition | undefined;
  readonly projection: readonly Path[] | undefined;
  readonly select: string | undefined;
}

/** One page of a query or scan. A full page has a LastEvaluatedKey even when nothing comes after, as on AWS. */
export function pageOf(rows: Iterable<Row>, { limit, filter, projection, select }: PageSetting) {
  checkSelect(select, projection);
  if (limit !== undefined && limit < 1)
    throw invalid(
      `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1`,
    );
  const evaluated: Row[] = [];
  let bytes = 0;
  let full = false;
  for (const row of rows) {
    evaluated.push(row);
    bytes += row.size;
    full = evaluated.length === limit || bytes >= maxPageBytes;
    if (full) break;
  }
  const found = evaluated.filter(({ item }) => !filter || meets(item, filter));
  const last = full ? evaluated.at(-1) : undefined;
  return {
    Count: found.length,
    ScannedCount: evaluated.length,
    ...(select !== "COUNT" && {
      Items: found.map(({ item }) => encodeItem(projection ? project(item, projection) : item)),
    }),
    ...(last && { LastEvaluatedKey: encodeItem(last.key.item) }),
  };
}

function checkSelect(select: string | undefined, projection: readonly Path[] | undefined): void {
  if (select === "ALL_PROJECTED_ATTRIBUTES")
    throw invalid("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
  if (select === "SPECIFIC_ATTRIBUTES" && !projection)
    throw invalid(
      "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
    );
  if (select !== undefined && select !== "SPECIFIC_ATTRIBUTES" && projection)
    throw invalid(`Cannot specify the ProjectionExpression when choosing to get ${select}`);
}
