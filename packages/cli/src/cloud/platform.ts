import { paginateDescribeParameters } from "@aws-sdk/client-ssm";
import { suggestion } from "@signalbox/core/closest";
import { arns } from "@signalbox/core/platform/arns";
import { pathOf, platformMark } from "@signalbox/core/platform/documents";
import { namesOf } from "@signalbox/core/platform/names";
import type { Platform, ReleaseGroup } from "@signalbox/core/platform/platform";
import { readPlatform } from "@signalbox/functions/aws/platform-parameters";
import { isRefusedConnection } from "../refused-connection.ts";
import { UserError, usageError } from "../user-error.ts";
import { type Cloud, describeTarget } from "./open.ts";

/** A platform, and the state machine that releases on it. */
export interface Deployment extends Platform {
  readonly stateMachineArn: string;
}

/** Reads what is deployed. Throws a UserError where nobody answers, nothing is deployed, or more than one stage is. */
export async function readDeployment(cloud: Cloud): Promise<Deployment> {
  const path = await findPath(cloud).catch((error: unknown) => {
    throw unanswered(error, describeTarget(cloud.target));
  });
  const platform = await readPlatform(cloud.ssm, path);
  return {
    ...platform,
    stateMachineArn: arns.stateMachine(platform, namesOf(platform).deployed("release")),
  };
}

/** The path under which the one platform, or that of the stage which was asked for, is written down. */
async function findPath({ ssm, target }: Cloud): Promise<string> {
  const ParameterFilters = [{ Key: "Name", Option: "Contains", Values: [platformMark] }];
  const paths: string[] = [];
  for await (const { Parameters = [] } of paginateDescribeParameters({ client: ssm }, { ParameterFilters }))
    paths.push(...Parameters.flatMap(({ Name = "" }) => pathOf(Name) ?? []));
  const { stage } = target;
  const fitting = stage === undefined ? paths : paths.filter((path) => path.endsWith(`-${stage}/platform`));
  const [path] = fitting;
  if (path !== undefined && fitting.length === 1) return path;
  const where = describeTarget(target);
  if (path !== undefined)
    throw usageError(
      `${where} has several platforms`,
      fitting.join(", "),
      "say which with --stage, such as --stage production",
    );
  throw new UserError(
    stage === undefined ? `${where} has no platform` : `${where} has no platform of the stage ${stage}`,
    paths.length === 0
      ? "Signalbox is not deployed in this account and region"
      : `there is: ${paths.join(", ")}`,
    "check --region, --stage and the credentials, or deploy first",
  );
}

/** The group of that name. Throws a usage error with the name that was probably meant. */
export function groupNamed({ groups }: Platform, name: string): ReleaseGroup {
  const found = groups.find((group) => group.name === name);
  if (found) return found;
  const names = groups.map((group) => group.name);
  throw usageError(`there is no group ${name}`, suggestion(name, names), "signalbox status shows the groups");
}

function unanswered(error: unknown, where: string): unknown {
  if (!isRefusedConnection(error)) return error;
  return new UserError(
    `nobody answers at ${where}`,
    "the connection was refused",
    "npm start starts the local cloud; --endpoint names another one, --aws goes to AWS",
  );
}
