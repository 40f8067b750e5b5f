import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cloud, createCloud } from "../cloud.ts";
import { openStore } from "../store/store.ts";
import { type VirtualClock, virtualClock } from "../world/clock.ts";
import { type Deployed, deploy } from "./deploy.ts";
import { PlatformDocument } from "./document.ts";
import { person } from "./person.ts";

const region = "us-east-1";
const account = "123456789012";
const caller = { region, principal: person };
const nothing = (): never => {
  throw new Error("nothing runs here");
};
const plane = {
  start: nothing,
  probe: nothing,
  ask: nothing,
  listen: async () => ({ url: "", close: async () => {} }),
  listening: () => [],
  stop: async () => {},
};

const documentOf = (entries: unknown[]): PlatformDocument =>
  PlatformDocument.parse({
    config: "development",
    account,
    regions: [region],
    publicBalancer: "b",
    publicHost: "chat.example.com",
    parameters: "/p/platform",
    entries,
  });

const call = (id: string, service: string, operation: string, input: object, outputs?: object) => ({
  id,
  call: { region, service, operation, input },
  ...(outputs && { outputs }),
});
const balancer = call(
  "Balancer",
  "elasticloadbalancing",
  "CreateLoadBalancer",
  { Name: "b", Subnets: ["subnet-1", "subnet-2"] },
  { arn: "LoadBalancers.0.LoadBalancerArn", dnsName: "LoadBalancers.0.DNSName" },
);
const topic = call("Topic", "sns", "CreateTopic", { Name: "reports" });
const logs = call("Logs", "logs", "CreateLogGroup", { logGroupName: "mine" });
const parameter = (name: string, value: object) =>
  call(`P${name.length}`, "ssm", "PutParameter", {
    Name: name,
    Type: "String",
    Value: JSON.stringify(value),
    Overwrite: true,
  });

/** Deploys in a cloud of its own, looks at it, and stops it; on `directory`'s state when there is one. */
async function inCloud<T>(
  entries: unknown[],
  look: (cloud: Cloud, deployed: Deployed, clock: VirtualClock) => Promise<T>,
  { directory, policy = {} }: { directory?: string; policy?: object } = {},
): Promise<T> {
  const clock = virtualClock(Date.UTC(2026, 0, 1));
  const store = directory === undefined ? undefined : openStore(directory);
  const seed = 1 + (store?.generation ?? 0);
  const cloud = createCloud({ clock, seed, plane }, [], store);
  try {
    return await clock.run(
      (async () => {
        const before = (await cloud.keeper?.restore()) ? store?.value("deployed") : undefined;
        const document = documentOf(entries);
        const deployed = await deploy(cloud, { document, policy, before: before as Deployed | undefined });
        await cloud.keeper?.start({ deployed });
        return await look(cloud, deployed, clock);
      })(),
    );
  } finally {
    await clock.run(cloud.stop());
    store?.close();
  }
}

const balancers = async ({ world }: Cloud) =>
  (await world.call("elasticloadbalancing", "DescribeLoadBalancers", {}, caller)).LoadBalancers ?? [];

describe("an entry refers to what earlier calls answered", () => {
  test("by the name of an output, and by the end of its ARN", async () => {
    const value = { arn: "${Balancer.arn}", name: "${Balancer.dnsName}", dimension: "${Balancer.arnSuffix}" };
    const read = await inCloud([balancer, parameter("/x", value)], async (cloud) => {
      const [made] = await balancers(cloud);
      const { Parameter } = await cloud.world.call("ssm", "GetParameter", { Name: "/x" }, caller);
      return { made, value: JSON.parse(Parameter?.Value ?? "") };
    });
    const arn = read.made?.LoadBalancerArn ?? "";
    expect(read.value).toEqual({
      arn,
      name: read.made?.DNSName,
      dimension: arn.slice(arn.indexOf("app/")),
    });
  });

  test("and one that nobody has answered is named", async () => {
    await expect(inCloud([parameter("/x", { arn: "${Nobody.arn}" })], async () => {})).rejects.toThrow(
      "${Nobody.arn} is not known",
    );
  });
});

test("a table can be used by the next call", async () => {
  const table = call("Table", "dynamodb", "CreateTable", {
    TableName: "table",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  });
  const put = call("Item", "dynamodb", "PutItem", { TableName: "table", Item: { pk: { S: "a" } } });
  await inCloud([table, put], async ({ world }) => {
    expect((await world.call("dynamodb", "Scan", { TableName: "table" }, caller)).Count).toBe(1);
  });
});

test("a role is enforced: what its statements do not allow is refused", async () => {
  const arn = `arn:aws:iam::${account}:role/r`;
  const role = { id: "Role", role: { arn, statements: [{ actions: ["sns:ListTopics"], resources: ["*"] }] } };
  await inCloud([role], async ({ world }) => {
    const asRole = { region, principal: { kind: "role", arn, session: "s" } } as const;
    await expect(world.call("sns", "ListTopics", {}, asRole)).resolves.toBeDefined();
    await expect(world.call("sqs", "ListQueues", {}, asRole)).rejects.toThrow("not authorized");
  });
});

test("an override of the policy reaches the groups of the platform, and nothing else", async () => {
  const group = "/p/platform/groups/open-webui";
  const entries = [
    parameter(group, { policy: { bakeSeconds: 300, holdSeconds: 600 } }),
    parameter(`${group}/services/web`, { policy: "not a policy" }),
    parameter("/p/platform/region", { policy: "not a policy" }),
  ];
  const values = await inCloud(
    entries,
    async ({ world }) => {
      const Path = "/p/platform";
      const page = await world.call("ssm", "GetParametersByPath", { Path, Recursive: true }, caller);
      return Object.fromEntries(
        (page.Parameters ?? []).map(({ Name = "", Value = "" }) => [Name, JSON.parse(Value).policy]),
      );
    },
    { policy: { bakeSeconds: 5 } },
  );
  expect(values).toEqual({
    [group]: { bakeSeconds: 5, holdSeconds: 600 },
    [`${group}/services/web`]: "not a policy",
    "/p/platform/region": "not a policy",
  });
});

describe("after a restart", () => {
  let directory = "";
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "signalbox-deploy-"));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  test("what the store kept is not made again, what it does not keep is", async () => {
    const entries = [balancer, logs, parameter("/x", { arn: "${Balancer.arn}" })];
    const look = async (cloud: Cloud) => ({
      arns: (await balancers(cloud)).map(({ LoadBalancerArn }) => LoadBalancerArn),
      value: (await cloud.world.call("ssm", "GetParameter", { Name: "/x" }, caller)).Parameter?.Value,
      logs: (await cloud.world.call("logs", "DescribeLogGroups", {}, caller)).logGroups?.length,
    });
    const first = await inCloud(entries, look, { directory });
    const second = await inCloud(entries, look, { directory });
    expect(first).toMatchObject({ arns: [expect.any(String)], logs: 1 });
    expect(second).toEqual(first);
  });

  test("what is new in the document is made, and what is put is put as it is now", async () => {
    await inCloud([topic, parameter("/x", { is: 1 })], async () => {}, { directory });
    const look = async ({ world }: Cloud) => ({
      topics: (await world.call("sns", "ListTopics", {}, caller)).Topics?.length,
      value: (await world.call("ssm", "GetParameter", { Name: "/x" }, caller)).Parameter?.Value,
    });
    const second = call("Another", "sns", "CreateTopic", { Name: "alarms" });
    expect(await inCloud([topic, second, parameter("/x", { is: 2 })], look, { directory })).toEqual({
      topics: 2,
      value: '{"is":2}',
    });
  });

  test("what was created otherwise is refused, with what to do", async () => {
    await inCloud([topic], async () => {}, { directory });
    const changed = call("Topic", "sns", "CreateTopic", {
      Name: "reports",
      Attributes: { DisplayName: "R" },
    });
    await expect(inCloud([changed], async () => {}, { directory })).rejects.toThrow(
      "the kept state was deployed before Topic became what it is now: delete its directory",
    );
  });
});
