import { expect, test } from "vitest";
import { anywhere, on } from "./allow.ts";
import { checkPermissions } from "./check-permissions.ts";

const messages = (...permissions: Parameters<typeof checkPermissions>[0]) =>
  checkPermissions(permissions).map(({ message }) => message);

test("declarations that AWS honours as they stand have no problem", () => {
  expect(
    messages(
      on("listenerRule", "elasticloadbalancing:ModifyRule"),
      anywhere("elasticloadbalancing:DescribeRules", "cloudwatch:GetMetricData", "states:SendTaskSuccess"),
      on("service", "ecs:UpdateService", "ecs:DescribeServices"),
      on("ledgerTable", "dynamodb:PutItem"),
      on("stateMachine", "states:StartExecution", "states:StopExecution"),
      on("taskRole", "iam:PassRole"),
      on("image", "ecr:DescribeImages"),
    ),
  ).toEqual([]);
});

test("an action that does not exist is a problem", () => {
  expect(messages(on("service", "ecs:ScaleService"))).toEqual(["ecs:ScaleService does not exist in IAM"]);
});

test("an action that takes resources is a problem anywhere", () => {
  expect(messages(anywhere("elasticloadbalancing:ModifyRule"))).toEqual([
    "elasticloadbalancing:ModifyRule takes resources (listener-rule/app, listener-rule/net): declare it with on(kind, …) instead of anywhere(…)",
  ]);
});

test("an action that takes no resource, or another kind of them, is a problem on a kind", () => {
  expect(messages(on("listenerRule", "elasticloadbalancing:DescribeRules"))[0]).toContain(
    "takes no resource",
  );
  expect(messages(on("cluster", "ecs:UpdateService"))[0]).toContain("takes service and not cluster");
});

test("a service that the table lacks is an error that says where to add it", () => {
  expect(() => messages(anywhere("quicksight:ListUsers"))).toThrow("scripts/action-table.ts");
});
