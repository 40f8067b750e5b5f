import { deserialize, serialize } from "node:v8";
import { expect, test } from "vitest";
import { surroundings } from "../testing.ts";
import { withCluster } from "./rds.fixture.ts";
import { rds } from "./service.ts";

test("the next process takes up clusters and their endpoints, and begins anew what was under way", async () => {
  const { ask, pass, write, world, service, cluster, clock } = await withCluster();
  await write("kept");
  await ask("CreateDBClusterSnapshot", { DBClusterIdentifier: "chat", DBClusterSnapshotIdentifier: "cut" });
  await pass(20_000);
  const parts = deserialize(serialize(new Map(service.memory?.save())));
  const endpoint = (await cluster("chat"))?.Endpoint ?? "";
  await world.databases.create("unknown");

  const { databases } = world;
  databases.point(endpoint, undefined);
  let next = rds(world);
  const after = surroundings(
    (fresh) => {
      next = rds({ ...fresh, databases });
      return [next];
    },
    { start: clock.now() },
  );
  await next.memory?.restore(parts);
  next.memory?.resume?.();
  expect(await databases.at(endpoint)?.rows("chat")).toEqual([{ id: "kept" }]);
  await after.pass(120_000);
  const { DBClusterSnapshots } = await after.call("rds", "DescribeDBClusterSnapshots", {});
  expect(DBClusterSnapshots).toMatchObject([{ DBClusterSnapshotIdentifier: "cut", Status: "available" }]);
  expect(databases.database("unknown")).toBeUndefined();
  expect(after.reported).toEqual([]);
});

test("each save is a new one, so that a change is written", async () => {
  const { ask, service } = await withCluster();
  const before = serialize(service.memory?.save());
  await ask("AddTagsToResource", {
    ResourceName: "arn:aws:rds:us-east-1:123456789012:cluster:chat",
    Tags: [{ Key: "run", Value: "1" }],
  });
  const saved = service.memory?.save();
  expect(saved?.get("us-east-1")).not.toBe(service.memory?.save().get("us-east-1"));
  expect(serialize(saved).equals(before)).toBe(false);
});
