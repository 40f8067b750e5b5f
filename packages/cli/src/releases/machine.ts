import { paginateListStateMachines } from "@aws-sdk/client-sfn";
import type { Cloud } from "../cloud/open.ts";
import { describeTarget } from "../cloud/open.ts";
import { UserError } from "../user-error.ts";

const name = "signalbox-release";

/** The ARN of the release's state machine. Throws a UserError where none is deployed or no cloud answers. */
export async function releaseMachine({ sfn, target }: Cloud): Promise<string> {
  try {
    for await (const page of paginateListStateMachines({ client: sfn }, {}))
      for (const { name: known, stateMachineArn } of page.stateMachines ?? [])
        if (known === name && stateMachineArn !== undefined) return stateMachineArn;
  } catch (error) {
    if (refused(error))
      throw new UserError(
        `nobody answers at ${describeTarget(target)}`,
        "the connection was refused",
        "npm start starts the local cloud; --endpoint names another one, --aws goes to AWS",
      );
    throw error;
  }
  throw new UserError(
    `${describeTarget(target)} has no state machine ${name}`,
    "Signalbox is not deployed in this account and region",
    "check --region and the credentials, or deploy first",
  );
}

/** Node puts ECONNREFUSED on the error, or on each address's own error within an AggregateError. */
function refused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && error.code === "ECONNREFUSED") return true;
  return error instanceof AggregateError && error.errors.some(refused);
}
