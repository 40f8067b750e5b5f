import fc from "fast-check";
import { expect, test } from "vitest";
import { type Action, anywhere, on, type Permission, type ResourceKind, resourceKinds } from "./allow.ts";
import { roleStatements } from "./role-statements.ts";
import { allows } from "./statement.ts";

const things: Partial<Record<ResourceKind, string[]>> = {
  ledgerTable: ["arn:table/ledger"],
  idempotencyTable: ["arn:table/idempotency"],
  service: ["arn:service/green", "arn:service/blue"],
};
const arnsOf = (kind: ResourceKind) => things[kind] ?? [];

test("the union of all declarations is sorted and free of doubles", () => {
  const permissions = [
    on("service", "ecs:UpdateService", "ecs:DescribeServices"),
    anywhere("elasticloadbalancing:DescribeRules"),
    on("service", "ecs:UpdateService"),
    on("topic", "sns:Publish"),
  ];
  expect(roleStatements(permissions, [anywhere("xray:PutTraceSegments")], arnsOf)).toEqual([
    { actions: ["elasticloadbalancing:DescribeRules", "xray:PutTraceSegments"], resources: ["*"] },
    {
      actions: ["ecs:DescribeServices", "ecs:UpdateService"],
      resources: ["arn:service/blue", "arn:service/green"],
    },
  ]);
});

const action = fc.constantFrom<Action[]>("a:Get", "a:Put", "b:List", "b:Put");
const resource = fc.constantFrom("*" as const, ...resourceKinds);
const permission: fc.Arbitrary<Permission> = fc.record({ actions: fc.array(action), resource });
const arn = fc.constantFrom("*", "arn:other", ...Object.values(things).flat());

test("a call is allowed exactly when a declaration covers its action and its resource", () => {
  fc.assert(
    fc.property(fc.array(permission), fc.array(permission), action, arn, (permissions, base, called, on) => {
      const declared = [...permissions, ...base].some(
        ({ actions, resource: kind }) =>
          actions.includes(called) && (kind === "*" || arnsOf(kind).includes(on)),
      );
      expect(allows(roleStatements(permissions, base, arnsOf), called, on)).toBe(declared);
    }),
  );
});
