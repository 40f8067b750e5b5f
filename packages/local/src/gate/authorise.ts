import { madeOnce } from "@signalbox/core/made-once";
import { remembered } from "@signalbox/core/remembered";
import { allows, type Statement } from "@signalbox/core/workflow/statement";
import { AwsError } from "../services/error.ts";
import type { ServiceName } from "../services/modules.ts";
import type { CallContext, Principal, Service } from "../services/service.ts";
import type { Call, Guard } from "./gate.ts";
import { iamAction, transactActions } from "./iam-actions.ts";
import type { Roles } from "./roles.ts";

type RolePrincipal = Extract<Principal, { kind: "role" }>;
type Named = (input: object, context: CallContext) => readonly string[];

interface Need {
  readonly action: string;
  /** An ARN, or `*` where the call names no resource. */
  readonly resource: string;
}

/**
 * Holds roles to their policies: every action that a call needs, on every resource that it names, iam:PassRole on the
 * roles that it hands on. Persons and AWS's own services pass.
 */
export function authorise(services: readonly Service[], roles: Roles): Guard {
  const resources = functionsOf(services, (service) => service.resources);
  const passes = functionsOf(services, (service) => service.passes);
  return (call, next) => {
    const { principal } = call.context;
    if (principal.kind === "role") {
      const allowed = allowedBy(roles.statementsOf(principal.arn));
      for (const need of needsOf(call, resources, passes))
        if (!allowed(need)) throw refusal(call.service, principal, need);
    }
    return next(call);
  };
}

/** What a role does, it does again and again: it is held against the policy once. */
const allowedBy = madeOnce((statements: readonly Statement[]) =>
  remembered(
    ({ action, resource }: Need) => allows(statements, action, resource),
    ({ action, resource }) => `${action} ${resource}`,
    1_000,
  ),
);

type Functions = ReadonlyMap<string, Named>;

function functionsOf(
  services: readonly Service[],
  pick: (service: Service) => object | undefined,
): Functions {
  return new Map(
    services.flatMap((service) =>
      Object.entries<Named>({ ...pick(service) }).map(([operation, named]) => [
        `${service.name}:${operation}`,
        named,
      ]),
    ),
  );
}

function needsOf(call: Call, resources: Functions, passes: Functions): readonly Need[] {
  const { service, operation, input, context } = call;
  const key = `${service}:${operation}`;
  const named = resources.get(key)?.(input, context) ?? [];
  const action = iamAction(service, operation);
  const needs =
    key === "dynamodb:TransactWriteItems"
      ? transactionNeeds(input, named)
      : (named.length > 0 ? named : ["*"]).map((resource) => ({ action, resource }));
  const passed = passes.get(key)?.(input, context) ?? [];
  return passed.length === 0
    ? needs
    : [...needs, ...passed.map((resource) => ({ action: "iam:PassRole", resource }))];
}

/** A transaction needs of each member's table what that member would need alone; `tables` has one ARN a member. */
function transactionNeeds(input: object, tables: readonly string[]): readonly Need[] {
  const members = "TransactItems" in input && Array.isArray(input.TransactItems) ? input.TransactItems : [];
  return members.flatMap((member, index) =>
    Object.entries(transactActions)
      .filter(([kind]) => member[kind])
      .map(([, action]) => ({ action, resource: tables[index] ?? "*" })),
  );
}

/** The code and status of a refusal differ by the age of the service's protocol; the sentence is the same. */
const refusals: Partial<Record<ServiceName, { readonly name: string; readonly statusCode: number }>> = {
  backup: { name: "AccessDeniedException", statusCode: 403 },
  elasticfilesystem: { name: "AccessDeniedException", statusCode: 403 },
  elasticloadbalancing: { name: "AccessDenied", statusCode: 403 },
  lambda: { name: "AccessDeniedException", statusCode: 403 },
  monitoring: { name: "AccessDenied", statusCode: 403 },
  rds: { name: "AccessDenied", statusCode: 403 },
  s3: { name: "AccessDenied", statusCode: 403 },
  "route53-recovery-cluster": { name: "AccessDeniedException", statusCode: 403 },
  sns: { name: "AuthorizationError", statusCode: 403 },
  sts: { name: "AccessDenied", statusCode: 403 },
};

function refusal(service: ServiceName, principal: RolePrincipal, { action, resource }: Need): AwsError {
  const { name, statusCode } = refusals[service] ?? { name: "AccessDeniedException", statusCode: 400 };
  return new AwsError(
    name,
    `User: ${sessionArn(principal)} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
    { statusCode },
  );
}

/** arn:aws:iam::<account>:role/<path>/<name> in a session is arn:aws:sts::<account>:assumed-role/<name>/<session>. */
export function sessionArn({ arn, session }: RolePrincipal): string {
  const [, partition, , , account] = arn.split(":");
  return `arn:${partition}:sts::${account}:assumed-role/${arn.split("/").at(-1)}/${session}`;
}
