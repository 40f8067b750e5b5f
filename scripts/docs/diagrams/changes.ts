import type { Resource } from "../../synth/graph.ts";
import { at, listOf, localName, type Region, textOf } from "./region.ts";

const kinds: Readonly<Record<string, string>> = {
  StateMachine: "state machine with its Lambda",
  Function: "Lambda",
  Topic: "topic",
};

/** The ARN of a log group or a function's versions without the star at its end. */
export const bare = (arn: string): string => arn.replace(/:\*$/, "");

export const labelOf = (resource: Resource): string[] => {
  const [, kind] = Object.entries(kinds).find(([type]) => resource.type.endsWith(`:${type}`)) ?? [];
  return [kind ?? "log", localName(resource)];
};

interface Grant {
  readonly action: string;
  readonly resource: string;
}

export function grantsOf(region: Region, roleArn: string): Grant[] {
  const role = region.of("Role").find((one) => textOf(one, "arn") === roleArn);
  return (role === undefined ? [] : listOf(role, "inlinePolicies")).flatMap((inline) => {
    const policy: unknown = JSON.parse(String(at(inline, "policy")));
    const statements = at(policy, "Statement");
    return (Array.isArray(statements) ? statements : []).flatMap((statement) =>
      [at(statement, "Action")]
        .flat()
        .flatMap((action) =>
          [at(statement, "Resource")]
            .flat()
            .map((resource) => ({ action: String(action), resource: String(resource) })),
        ),
    );
  });
}

export const invokedBy = (region: Region, machine: Resource): Set<string> =>
  new Set(
    grantsOf(region, textOf(machine, "roleArn"))
      .filter(({ action }) => action === "lambda:InvokeFunction")
      .map(({ resource }) => resource),
  );

/** What every Lambda writes: its log, its traces, its dead letters. */
const everybodys = ["logs", "xray", "kms", "ec2", "sqs"];
const reads = /^(Describe|Get|List|BatchGet|Query|Scan|Head)/;

/** What a Lambda may change, or the Lambda of a machine's steps: a line for each service of AWS. */
export function changesOf(region: Region, resource: Resource): string[] {
  const invoked = invokedBy(region, resource);
  const roles = resource.type.endsWith(":Function")
    ? [textOf(resource, "role")]
    : region
        .of("Function")
        .filter((lambda) => resource.type.endsWith(":StateMachine") && invoked.has(textOf(lambda, "arn")))
        .map((lambda) => textOf(lambda, "role"));
  const actions = new Set(roles.flatMap((role) => grantsOf(region, role)).map(({ action }) => action));
  const changing = [...actions]
    .map((action) => action.split(":"))
    .filter(([service = "", name = ""]) => !everybodys.includes(service) && !reads.test(name));
  return [...Map.groupBy(changing, ([service = ""]) => service)].map(
    ([service, of]) => `${service}: ${of.map(([, name]) => name).join(", ")}`,
  );
}
