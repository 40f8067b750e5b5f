import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { suggestion } from "@signalbox/core/closest";
import { Platform, type ReleaseGroup } from "@signalbox/core/platform/platform";
import { isRefusedConnection } from "../refused-connection.ts";
import { UserError, usageError } from "../user-error.ts";
import { type Cloud, describeTarget } from "./open.ts";

/** The Lambda whose environment holds the platform, as the deployment wrote it. */
const holder = "signalbox-release";
const variable = "SIGNALBOX_PLATFORM";

/** A platform, and the state machine that releases on it. */
export interface Deployment extends Platform {
  readonly stateMachineArn: string;
}

/** Reads what is deployed. Throws a UserError where nobody answers or nothing is deployed. */
export async function readDeployment({ lambda, target }: Cloud): Promise<Deployment> {
  const command = new GetFunctionConfigurationCommand({ FunctionName: holder });
  const { FunctionArn = "", Environment } = await lambda.send(command).catch((error: unknown) => {
    throw missing(error, describeTarget(target));
  });
  const platform = Platform.parse(JSON.parse(Environment?.Variables?.[variable] ?? "null"));
  const stateMachineArn = FunctionArn.replace(":lambda:", ":states:").replace(":function:", ":stateMachine:");
  return { ...platform, stateMachineArn };
}

/** The group of that name. Throws a usage error with the name that was probably meant. */
export function groupNamed({ groups }: Platform, name: string): ReleaseGroup {
  const found = groups.find((group) => group.name === name);
  if (found) return found;
  const names = groups.map((group) => group.name);
  throw usageError(`there is no group ${name}`, suggestion(name, names), "signalbox status shows the groups");
}

function missing(error: unknown, where: string): unknown {
  if (isRefusedConnection(error))
    return new UserError(
      `nobody answers at ${where}`,
      "the connection was refused",
      "npm start starts the local cloud; --endpoint names another one, --aws goes to AWS",
    );
  if (error instanceof Error && error.name === "ResourceNotFoundException")
    return new UserError(
      `${where} has no Lambda ${holder}`,
      "Signalbox is not deployed in this account and region",
      "check --region and the credentials, or deploy first",
    );
  return error;
}
