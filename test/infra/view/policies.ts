import { madeOnce } from "@signalbox/core/made-once";
import type { Graph, Resource } from "../../../scripts/synth/graph.ts";
import { ofType, valueIn } from "./resources.ts";
import { at, listOf, parsed, recordOf, textsOf } from "./values.ts";

/** One statement of a policy, its lists always lists. */
export interface PolicyStatement {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** `*`, or the values of every kind of principal. */
  readonly principals: readonly string[];
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly turned: boolean;
}

/** Of a policy that is kept as text, the same statements each time. */
export function statementsIn(policy: unknown): readonly PolicyStatement[] {
  const document = parsed(policy);
  return typeof document === "object" && document !== null ? statementsOf(document) : [];
}

const statementsOf = madeOnce((document: object): readonly PolicyStatement[] =>
  listOf(at(document, "Statement")).map((statement) => {
    const { Effect, Action, Resource, Principal, Condition, NotAction, NotResource, NotPrincipal } =
      recordOf(statement);
    return {
      effect: String(Effect ?? "Allow"),
      actions: textsOf(Action),
      resources: textsOf(Resource),
      principals:
        typeof Principal === "string" ? [Principal] : Object.values(recordOf(Principal)).flatMap(textsOf),
      conditions: recordOf(Condition),
      turned: [NotAction, NotResource, NotPrincipal].some((part) => part !== undefined),
    };
  }),
);

export interface RoleView {
  readonly role: Resource;
  readonly arn: string;
  readonly statements: readonly PolicyStatement[];
  /** ARNs of policies that AWS or we wrote apart from the role. */
  readonly attached: readonly string[];
}

/** Every role with all that it may do, wherever it is said. */
export const rolesOf = madeOnce((graph: Graph): readonly RoleView[] => {
  const policies = ofType(graph, "aws:iam/rolePolicy:RolePolicy");
  const attachments = ofType(graph, "aws:iam/rolePolicyAttachment:RolePolicyAttachment");
  const own = new Map(ofType(graph, "aws:iam/policy:Policy").map((policy) => [policy.id, policy]));
  return ofType(graph, "aws:iam/role:Role").map((role) => {
    const name = String(valueIn(role, "name"));
    const isOf = (resource: Resource) => [name, role.id].includes(String(valueIn(resource, "role")));
    const arns = [
      ...textsOf(valueIn(role, "managedPolicyArns")),
      ...attachments.filter(isOf).map((attachment) => String(valueIn(attachment, "policyArn"))),
    ];
    const inline = listOf(valueIn(role, "inlinePolicies")).map((policy) => at(policy, "policy"));
    const apart = policies.filter(isOf).map((policy) => valueIn(policy, "policy"));
    const written = arns.flatMap((arn) => valueIn(own.get(arn) ?? role, "policy") ?? []);
    return {
      role,
      arn: String(valueIn(role, "arn")),
      statements: [...inline, ...apart, ...written].flatMap(statementsIn),
      attached: arns.filter((arn) => !own.has(arn)),
    };
  });
});

/** The services that may take the role on. */
export const trusted = (role: Resource): string[] =>
  statementsIn(valueIn(role, "assumeRolePolicy")).flatMap(({ principals }) => principals);
