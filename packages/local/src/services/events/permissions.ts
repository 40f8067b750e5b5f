import { AwsError } from "../error.ts";
import type { Input } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import type { Bus, Registry } from "./registry.ts";

interface PolicyStatement {
  readonly Sid?: string;
}

interface Policy {
  readonly Version: string;
  readonly Statement: readonly PolicyStatement[];
}

/** Adds a statement to a bus's policy, or sets the whole policy. It is kept and answered; there is one account here. */
export function putPermission(registry: Registry, input: Input<"events", "PutPermission">): object {
  refuseUnsupported("events:PutPermission", input, [
    "EventBusName",
    "Action",
    "Principal",
    "StatementId",
    "Policy",
  ]);
  const { EventBusName, Action = "events:PutEvents", Principal = "", StatementId = "", Policy: text } = input;
  const bus = registry.bus(EventBusName);
  if (text !== undefined) {
    parse(text);
    bus.policy = text;
    return {};
  }
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(StatementId) || !/^(\d{12}|\*)$/.test(Principal))
    throw new AwsError("ValidationException", "Parameter StatementId or Principal is not valid.");
  const statement = {
    Sid: StatementId,
    Effect: "Allow",
    Principal: Principal === "*" ? "*" : { AWS: `arn:aws:iam::${Principal}:root` },
    Action,
    Resource: bus.arn,
  };
  const others = statementsOf(bus).filter(({ Sid }) => Sid !== StatementId);
  write(bus, [...others, statement]);
  return {};
}

export function removePermission(
  registry: Registry,
  { EventBusName, StatementId, RemoveAllPermissions }: Input<"events", "RemovePermission">,
): object {
  const bus = registry.bus(EventBusName);
  if (RemoveAllPermissions) {
    bus.policy = undefined;
    return {};
  }
  const all = statementsOf(bus);
  const others = all.filter(({ Sid }) => Sid !== StatementId);
  if (all.length === 0 || others.length === all.length)
    throw new AwsError("ResourceNotFoundException", "Statement with the provided id does not exist.");
  write(bus, others);
  return {};
}

function statementsOf({ policy }: Bus): readonly PolicyStatement[] {
  return policy === undefined ? [] : parse(policy).Statement;
}

function write(bus: Bus, statements: readonly PolicyStatement[]): void {
  const policy: Policy = { Version: "2012-10-17", Statement: statements };
  bus.policy = statements.length > 0 ? JSON.stringify(policy) : undefined;
}

function parse(text: string): Policy {
  try {
    const policy = JSON.parse(text);
    if (Array.isArray(policy.Statement)) return policy;
  } catch {
    // Answered below, like a text that is JSON and no policy.
  }
  throw new AwsError("ValidationException", "This policy contains invalid Json");
}
