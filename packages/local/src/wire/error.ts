import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticErrorSchema } from "@smithy/types";
import { AwsError } from "../services/error.ts";
import type { WireService } from "./schema.ts";

/** An error with all that the five protocols say of one. */
export interface WireError {
  readonly schema: StaticErrorSchema;
  /** Shape name: what JSON and CBOR call the error. */
  readonly name: string;
  /** What the query protocol calls it: `RuleNotFound` for RuleNotFoundException. */
  readonly queryCode: string;
  readonly status: number;
  readonly fault: "Sender" | "Receiver";
  readonly message: string;
  /** The modelled members, the message among them under the name that the model gives it. */
  readonly members: Readonly<Record<string, unknown>>;
}

/** Finds the service's own model of the error, by shape name or by query code; one that is not modelled keeps its name. */
export function wireError(service: WireService, error: AwsError): WireError {
  const modelled = service.errors.get(error.name) ?? byQueryCode(service, error.name);
  const schema: StaticErrorSchema = withMessage(modelled ?? [-3, service.namespace, error.name, 0, [], []]);
  const messageMember = schema[4].find(isMessage) ?? "message";
  const { awsQueryError, httpError, error: fault } = NormalizedSchema.of(schema).getMergedTraits();
  const modelledStatus = typeof httpError === "number" ? httpError : fault === "server" ? 500 : 400;
  const status = modelled && error.statusCode === 400 ? modelledStatus : error.statusCode;
  return {
    schema,
    name: schema[2],
    queryCode: Array.isArray(awsQueryError) ? String(awsQueryError[0]) : schema[2],
    status,
    fault: status < 500 ? "Sender" : "Receiver",
    message: error.message,
    members: { ...error.fields, [messageMember]: error.message },
  };
}

/** AWS answers 500 InternalFailure to its own bugs. Ours go to stderr with their stack as well. */
export function asAwsError(thrown: unknown, what: string): AwsError {
  if (thrown instanceof AwsError) return thrown;
  console.error(`signalbox: ${what} failed:`, thrown);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AwsError("InternalFailure", message, { statusCode: 500 });
}

function byQueryCode(service: WireService, code: string): StaticErrorSchema | undefined {
  for (const schema of service.errors.values()) {
    const { awsQueryError } = NormalizedSchema.of(schema).getMergedTraits();
    if (Array.isArray(awsQueryError) && awsQueryError[0] === code) return schema;
  }
  return undefined;
}

/** Some models give an error no message, though AWS sends one. */
function withMessage(schema: StaticErrorSchema): StaticErrorSchema {
  const [kind, namespace, name, traits, members, types] = schema;
  if (members.some(isMessage)) return schema;
  return [kind, namespace, name, traits, [...members, "message"], [...types, 0]];
}

export const isMessage = (member: string): boolean => member.toLowerCase() === "message";
