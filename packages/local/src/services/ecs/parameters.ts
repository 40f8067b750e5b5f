import type { Secret } from "@aws-sdk/client-ecs";
import { AwsError } from "../error.ts";
import { unsupported } from "../supported.ts";
import { asRole, type Environment } from "./environment.ts";
import { StartFailure } from "./pull.ts";
import type { TaskState } from "./state.ts";

const operation = "RegisterTaskDefinition";

/** Variables by the SSM parameters that fill them, by ARN or name. Checks what AWS checks when it registers them. */
export function readParameters(
  secrets: readonly Secret[] = [],
  environment: Readonly<Record<string, string>>,
  executionRoleArn: string | undefined,
): Readonly<Record<string, string>> {
  const all = secrets.map(({ name = "", valueFrom = "" }) => [name, valueFrom] as const);
  for (const [name, valueFrom] of all) {
    if (valueFrom.startsWith("arn:") && !valueFrom.startsWith("arn:aws:ssm:"))
      throw unsupported(`${operation}.containerDefinitions.secrets`, "other values than SSM parameters");
    if (name in environment || all.filter(([other]) => other === name).length > 1)
      throw new AwsError(
        "ClientException",
        `The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '${name}'.`,
      );
  }
  if (all.length > 0 && executionRoleArn === undefined)
    throw new AwsError(
      "ClientException",
      "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
    );
  return Object.fromEntries(all);
}

/** AWS takes ten names in a call. */
const inOneCall = 10;

/**
 * The values of the parameters as they are now, which a container keeps until it ends, read with the role that its definition
 * gives ECS for that. Throws `StartFailure` with AWS's words.
 */
export async function fetchParameters(
  { world }: Environment,
  { id, service, deployment }: TaskState,
): Promise<Readonly<Record<string, string>>> {
  const { container, description } = deployment.definition;
  const wanted = Object.entries(container.parameters);
  const values = new Map<string, string>();
  const role = asRole(service.region, description.executionRoleArn ?? "", id);
  for (let at = 0; at < wanted.length; at += inOneCall) {
    const Names = wanted.slice(at, at + inOneCall).map(([, valueFrom]) => valueFrom);
    const { Parameters = [], InvalidParameters = [] } = await world
      .call("ssm", "GetParameters", { Names, WithDecryption: true }, role)
      .catch((error: unknown) => {
        throw cannotFetch(error instanceof Error ? error.message : `${error}`);
      });
    if (InvalidParameters.length > 0)
      throw cannotFetch(`invalid ssm parameters: ${InvalidParameters.join(", ")}`);
    for (const { ARN = "", Name = "", Value = "" } of Parameters)
      for (const key of [ARN, Name]) values.set(key, Value);
  }
  return Object.fromEntries(wanted.map(([name, valueFrom]) => [name, values.get(valueFrom) ?? ""]));
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html */
const cannotFetch = (why: string): StartFailure =>
  new StartFailure(
    `ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: ${why}`,
  );
