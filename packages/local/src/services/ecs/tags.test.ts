import { afterEach, beforeEach, expect, test } from "vitest";
import { platform } from "./ecs.fixture.ts";

let given: Awaited<ReturnType<typeof platform>>;
beforeEach(async () => {
  given = await platform();
  await given.push("v1");
});
afterEach(() => given.stop());

test("clusters, services and task definitions keep their tags", async () => {
  const taskDefinition = await given.register("v1");
  const { service } = await given.create(0, { tags: [{ key: "side", value: "blue" }] });
  const cluster = (await given.call("DescribeClusters", { clusters: ["chat"] })).clusters?.[0]?.clusterArn;
  for (const resourceArn of [taskDefinition, service?.serviceArn, cluster]) {
    await given.call("TagResource", { resourceArn, tags: [{ key: "stage", value: "test" }] });
    await given.call("UntagResource", { resourceArn, tagKeys: ["side"] });
    const { tags } = await given.call("ListTagsForResource", { resourceArn });
    expect(tags).toEqual([{ key: "stage", value: "test" }]);
  }
  const { services } = await given.call("DescribeServices", {
    cluster: "chat",
    services: ["blue"],
    include: ["TAGS"],
  });
  expect(services?.[0]?.tags).toEqual([{ key: "stage", value: "test" }]);
});

test("what is not there has no tags", async () => {
  const arn = (rest: string) => `arn:aws:ecs:us-east-1:123456789012:${rest}`;
  for (const rest of ["service/chat/x", "task/chat/x", "task-definition/x:1", "container-instance/chat/x"])
    await expect(given.call("ListTagsForResource", { resourceArn: arn(rest) })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  await expect(given.call("ListTagsForResource", { resourceArn: arn("cluster/x") })).rejects.toMatchObject({
    name: "ClusterNotFoundException",
  });
});
