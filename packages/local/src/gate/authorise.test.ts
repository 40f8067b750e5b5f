import { expect, test } from "vitest";
import type { Service } from "../services/service.ts";
import { random } from "../world/random.ts";
import { authorise } from "./authorise.ts";
import { gate } from "./gate.ts";
import { createRoles } from "./roles.ts";

const rule = (id: string): string =>
  `arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/chat/1/2/${id}`;
const role = "arn:aws:iam::123456789012:role/signalbox/release";
const taskRole = "arn:aws:iam::123456789012:role/task";

const balancing: Service<"elasticloadbalancing"> = {
  name: "elasticloadbalancing",
  operations: { ModifyRule: () => ({ Rules: [] }), DescribeRules: () => ({ Rules: [] }) },
  resources: { ModifyRule: (input) => [input.RuleArn ?? ""] },
};
const ecs: Service<"ecs"> = {
  name: "ecs",
  operations: { RegisterTaskDefinition: () => ({}) },
  passes: { RegisterTaskDefinition: (input) => (input.taskRoleArn ? [input.taskRoleArn] : []) },
};
const dynamodb: Service<"dynamodb"> = {
  name: "dynamodb",
  operations: { TransactWriteItems: () => ({}) },
  resources: {
    TransactWriteItems: ({ TransactItems = [] }) =>
      TransactItems.map((item) => `table/${(item.Put ?? item.ConditionCheck)?.TableName}`),
  },
};

function given(...statements: { actions: string[]; resources: string[] }[]) {
  const roles = createRoles(random(1));
  roles.createRole({ arn: role, statements });
  const services = [balancing, ecs, dynamodb];
  const handle = gate(services, [authorise(services, roles)]);
  const { accessKeyId } = roles.credentialsFor(role, "i-1");
  return (service: "elasticloadbalancing" | "ecs" | "dynamodb", operation: string, input: object) =>
    Promise.resolve().then(() =>
      handle({
        service,
        operation,
        input,
        context: { region: "us-east-1", principal: roles.principalOf(accessKeyId), requestId: "r" },
      }),
    );
}

test("a role may do what a statement allows, and is refused with AWS's sentence on another resource", async () => {
  const call = given({ actions: ["elasticloadbalancing:ModifyRule"], resources: [rule("a")] });
  await expect(call("elasticloadbalancing", "ModifyRule", { RuleArn: rule("a") })).resolves.toEqual({
    Rules: [],
  });
  await expect(call("elasticloadbalancing", "ModifyRule", { RuleArn: rule("b") })).rejects.toMatchObject({
    name: "AccessDenied",
    statusCode: 403,
    message: `User: arn:aws:sts::123456789012:assumed-role/release/i-1 is not authorized to perform: elasticloadbalancing:ModifyRule on resource: ${rule("b")} because no identity-based policy allows the elasticloadbalancing:ModifyRule action`,
  });
});

test("a call that names no resource needs a statement on everything", async () => {
  const narrow = given({ actions: ["elasticloadbalancing:DescribeRules"], resources: [rule("a")] });
  await expect(narrow("elasticloadbalancing", "DescribeRules", {})).rejects.toThrow("on resource: *");
  const wide = given({ actions: ["elasticloadbalancing:Describe*"], resources: ["*"] });
  await expect(wide("elasticloadbalancing", "DescribeRules", {})).resolves.toBeDefined();
});

test("handing on a role needs iam:PassRole on it", async () => {
  const register = { actions: ["ecs:RegisterTaskDefinition"], resources: ["*"] };
  const input = { family: "chat", taskRoleArn: taskRole };
  await expect(given(register)("ecs", "RegisterTaskDefinition", input)).rejects.toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringContaining(`iam:PassRole on resource: ${taskRole}`),
  });
  const passing = given(register, { actions: ["iam:PassRole"], resources: [taskRole] });
  await expect(passing("ecs", "RegisterTaskDefinition", input)).resolves.toEqual({});
});

test("a transaction needs each member's own action on its table", async () => {
  const call = given({ actions: ["dynamodb:PutItem"], resources: ["table/a"] });
  const put = (TableName: string) => ({ Put: { TableName, Item: {} } });
  await expect(call("dynamodb", "TransactWriteItems", { TransactItems: [put("a")] })).resolves.toEqual({});
  await expect(
    call("dynamodb", "TransactWriteItems", { TransactItems: [put("a"), put("b")] }),
  ).rejects.toThrow("dynamodb:PutItem on resource: table/b");
  const check = { ConditionCheck: { TableName: "a" } };
  await expect(call("dynamodb", "TransactWriteItems", { TransactItems: [check] })).rejects.toThrow(
    "dynamodb:ConditionCheckItem",
  );
});

test("an unknown key is a person's, and persons and AWS's services pass", async () => {
  const roles = createRoles(random(1));
  expect(roles.principalOf("AKIAUNKNOWN")).toEqual({ kind: "person" });
  expect(roles.principalOf(undefined)).toEqual({ kind: "person" });
  const handle = gate([ecs], [authorise([ecs], roles)]);
  const events = { kind: "service", name: "events.amazonaws.com" } as const;
  for (const principal of [{ kind: "person" } as const, events])
    await expect(
      handle({
        service: "ecs",
        operation: "RegisterTaskDefinition",
        input: { taskRoleArn: taskRole },
        context: { region: "us-east-1", principal, requestId: "r" },
      }),
    ).resolves.toEqual({});
});

test("a role that was created is held to its policy, one that nobody created may do everything", async () => {
  const roles = createRoles(random(1));
  const handle = gate([ecs], [authorise([ecs], roles)]);
  const register = (arn: string) =>
    handle({
      service: "ecs",
      operation: "RegisterTaskDefinition",
      input: { taskRoleArn: taskRole },
      context: { region: "us-east-1", principal: { kind: "role", arn, session: "s" }, requestId: "r" },
    });
  await expect(register(role)).resolves.toEqual({});
  roles.createRole({ arn: role, statements: [] });
  await expect(Promise.resolve().then(() => register(role))).rejects.toThrow("is not authorized");
});
