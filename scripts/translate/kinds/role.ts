import { z } from "zod";
import type { Graph } from "../../synth/graph.ts";
import { kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";

const oneOrMore = z.union([z.string().transform((text) => [text]), z.array(z.string())]);

/** A policy of a role. A condition narrows on AWS what is wider here. */
const Policy = z.strictObject({
  Version: z.string().optional(),
  Id: z.string().optional(),
  Statement: z.array(
    z.strictObject({
      Sid: z.string().optional(),
      Effect: z.literal("Allow"),
      Action: oneOrMore,
      Resource: oneOrMore,
      Condition: leftOut("the local cloud asks no conditions: a role may do a little more than on AWS"),
    }),
  ),
});

/** Who takes a role on here: what of the local cloud calls as a role. Doubles call nothing, so that tasks are not among them. */
const actors = ["backup", "ecs", "events", "lambda", "scheduler", "states"].map(
  (service) => `${service}.amazonaws.com`,
);

const Trust = z.object({
  Statement: z.array(z.object({ Principal: z.object({ Service: oneOrMore.optional() }) })),
});

export const role = kind({
  type: "aws:iam/role:Role",
  becomes:
    "a role that the local cloud enforces, action and resource, with all policies that are put into it or attached to it; AWS's own give nothing. Only roles of AWS Backup, ECS itself and with which it reads parameters, EventBridge, Lambda, Scheduler and Step Functions: nothing else acts here",
  inputs: {
    name: z.string(),
    path: z.literal("/").optional(),
    inlinePolicies: z.array(z.strictObject({ name: z.string().optional(), policy: z.string() })).optional(),
    assumeRolePolicy: z.string(),
    managedPolicyArns: leftOut("the text of AWS's policies is AWS's"),
  },
  inside: { "inlinePolicies.policy": Policy },
  translate({ name, assumeRolePolicy, inlinePolicies = [] }, { name: id }, { graph }) {
    const trust = Trust.parse(JSON.parse(assumeRolePolicy)).Statement;
    const trusted = trust.flatMap(({ Principal }) => Principal.Service ?? []);
    const documents = [...inlinePolicies.map(({ policy }) => policy), ...otherPolicies(graph, name)];
    const statements = documents.flatMap((text) => statementsOf(id, text));
    // With which ECS reads what tasks connect to.
    const reads = statements.some(({ actions }) => actions.includes("ssm:GetParameters"));
    if (!reads && !trusted.some((service) => actors.includes(service))) return [];
    return [{ id, role: { arn: `arn:aws:iam::${graph.account}:role/${name}`, statements } }];
  },
});

const RolePolicy = z.object({ role: z.string(), policy: z.string() });
const Attachment = z.object({ role: z.string(), policyArn: z.string() });

/** Of resources of their own that name the role. */
function otherPolicies({ resources }: Graph, roleName: string): string[] {
  return resources.flatMap(({ type, inputs }) => {
    if (type === "aws:iam/rolePolicy:RolePolicy") {
      const { role: of, policy } = RolePolicy.parse(inputs);
      return of === roleName ? [policy] : [];
    }
    if (type !== "aws:iam/rolePolicyAttachment:RolePolicyAttachment") return [];
    const { role: of, policyArn } = Attachment.parse(inputs);
    const policy = resources.find(
      (other) => other.type === "aws:iam/policy:Policy" && other.outputs.arn === policyArn,
    );
    return of === roleName && typeof policy?.inputs.policy === "string" ? [policy.inputs.policy] : [];
  });
}

function statementsOf(id: string, text: string) {
  const policy = Policy.safeParse(JSON.parse(text));
  if (!policy.success) throw new Error(`role ${id}:\n${z.prettifyError(policy.error)}`);
  return policy.data.Statement.map(({ Action, Resource }) => ({ actions: Action, resources: Resource }));
}
