import type { JsonObject } from "../json.ts";
import { isObject } from "../json.ts";
import { checkFlow } from "./check-flow.ts";
import type { Finding } from "./finding.ts";
import { schemaFinding } from "./finding.ts";
import { unparsable } from "./jackson.ts";
import { checkLanguage, wholeLanguage } from "./language.ts";
import { checkShape } from "./shape.ts";

/** Why a Task's Resource cannot be used here, or undefined where it can. */
export type RefuseResource = (arn: string) => string | undefined;

/** Everything that keeps a definition from being run; empty when it can be. */
export function checkDefinition(text: string, refuseResource: RefuseResource): readonly Finding[] {
  let definition: unknown;
  try {
    definition = JSON.parse(text);
  } catch {
    return [unparsable(text)];
  }
  if (!isObject(definition)) return [schemaFinding("The definition must be a JSON object", "/")];
  try {
    return checkParsed(definition, refuseResource);
  } catch (error) {
    // What JSON.parse still reads can be nested deeper than the checks may call themselves.
    if (error instanceof RangeError) return [schemaFinding("The definition is nested too deeply", "/")];
    throw error;
  }
}

/** Each check may rely on those before it. */
function checkParsed(definition: JsonObject, refuseResource: RefuseResource): readonly Finding[] {
  const missing = ["States", "StartAt"].filter((field) => !Object.hasOwn(definition, field));
  if (missing.length > 0) return [schemaFinding(`These fields are required: [${missing.join(", ")}]`, "/")];
  const checks = [
    () => checkLanguage(definition),
    () => checkShape(definition),
    () => checkFlow(definition, "", { whole: wholeLanguage(definition), refuseResource, seen: new Set() }),
  ];
  for (const check of checks) {
    const findings = check();
    if (findings.length > 0) return findings;
  }
  return [];
}
