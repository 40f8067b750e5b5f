import type { StateMachineType } from "@aws-sdk/client-sfn";
import { checkDefinition } from "../../engine/definition/check.ts";
import type { Machine } from "../../engine/definition/compile.ts";
import { compileMachine } from "../../engine/definition/compile.ts";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { refusedInExpress, refusedResource } from "./integrations/known.ts";

const known = new Map<string, Machine>();
/** Three regions have some hundred and fifty; machines that are made by hand must not fill the memory. */
const knownAtMost = 1_000;

/** As `compile`; each definition is compiled once, since a world deploys the same ones as the world before it. */
export function compiled(definition: string, type: StateMachineType | undefined): Machine {
  const key = `${type} ${definition}`;
  const machine = known.get(key) ?? compile(definition, type);
  if (known.size >= knownAtMost) known.clear();
  known.set(key, machine);
  return machine;
}

/** A definition made ready to run. Throws InvalidDefinition naming everything that is wrong or not supported. */
function compile(definition: string, type: StateMachineType | undefined): Machine {
  const findings = checkDefinition(
    definition,
    type === "EXPRESS" ? (arn) => refusedResource(arn) ?? refusedInExpress(arn) : refusedResource,
  );
  if (findings.length === 0) return compileMachine(JSON.parse(definition));
  const text = findings
    .map(({ code, message, location }) => `${code}: ${message}${location ? ` at ${location}` : ""}`)
    .join(", ");
  throw new AwsError("InvalidDefinition", `Invalid State Machine Definition: '${text}'`);
}

export function validate(
  input: Input<"states", "ValidateStateMachineDefinition">,
): Output<"states", "ValidateStateMachineDefinition"> {
  const findings = checkDefinition(input.definition ?? "", refusedResource);
  const most = input.maxResults || 100;
  return {
    result: findings.length === 0 ? "OK" : "FAIL",
    diagnostics: findings.slice(0, most).map((finding) => ({ severity: "ERROR", ...finding })),
    truncated: findings.length > most,
  };
}
