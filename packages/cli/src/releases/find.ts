import { paginateListExecutions } from "@aws-sdk/client-sfn";
import { suggestion } from "@signalbox/core/closest";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import { UserError } from "../user-error.ts";

/** How far back an id is looked for by its beginning. */
const searched = 1000;

/**
 * The execution ARN of a release, from its id, the beginning of its id (as git does), or `latest`.
 * Throws a UserError when there is none, or more than one.
 */
export async function findRelease(
  cloud: Cloud,
  { stateMachineArn }: Deployment,
  id: string,
): Promise<string> {
  const names: string[] = [];
  const found: string[] = [];
  for await (const page of paginateListExecutions({ client: cloud.sfn }, { stateMachineArn }))
    for (const { name = "", executionArn = "" } of page.executions ?? []) {
      if (id === "latest" || id === name || id === executionArn) return executionArn;
      if (name.startsWith(id)) found.push(executionArn);
      if (names.push(name) >= searched) return one(id, found, names);
    }
  return one(id, found, names);
}

function one(id: string, found: readonly string[], names: readonly string[]): string {
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  if (found.length > 1)
    throw new UserError(
      `${found.length} releases begin with ${id}`,
      "the beginning of an id must be that of one release alone",
      "type more of it; signalbox list shows the ids",
    );
  throw new UserError(
    `there is no release ${id}`,
    names.length === 0 ? "nothing has been released yet" : suggestion(id, names.slice(0, 5)),
    "signalbox list shows the ids; latest means the newest",
  );
}
