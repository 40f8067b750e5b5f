import { expect, test } from "vitest";
import { person, quietCloud, region } from "../faults/faulty.fixture.ts";
import type { Principal } from "../services/service.ts";

const failover: Principal = {
  kind: "role",
  arn: "arn:aws:iam::123456789012:role/failover",
  session: "failover",
  from: "eu-west-1",
};

test("what a role asks of a region that it does not reach, or of a global API, is written down with who and when", async () => {
  const { cloud, clock } = quietCloud();
  const { call } = cloud.world;
  const ask = (where: string, principal: Principal) =>
    clock.run(call("ecs", "ListClusters", {}, { region: where, principal }).catch(() => undefined));
  const bucket = { Bucket: "new" };
  await ask(region, failover);
  expect(cloud.forbidden.calls()).toEqual([]);

  cloud.faults.add({ kind: "region-dark", region });
  const at = clock.now();
  await ask(region, failover);
  await ask(region, person.principal);
  await ask("eu-west-1", failover);
  await clock.run(call("s3", "CreateBucket", bucket, { region: "eu-west-1", principal: failover }));
  const by = { at, caller: "failover", from: "eu-west-1" };
  expect(cloud.forbidden.calls()).toEqual([
    { ...by, region, service: "ecs", operation: "ListClusters", why: "unreached" },
    { ...by, region: "eu-west-1", service: "s3", operation: "CreateBucket", why: "global" },
  ]);
  expect(cloud.forbidden.calls(at + 1)).toEqual([]);
});

test("what a policy refuses is written down as well", async () => {
  const { cloud, clock } = quietCloud();
  cloud.roles.createRole({ arn: failover.arn, statements: [] });
  const input = { HostedZoneId: "Z1", ChangeBatch: { Changes: [] } };
  const asked = cloud.world.call("route53", "ChangeResourceRecordSets", input, {
    ...person,
    principal: failover,
  });
  await expect(clock.run(asked)).rejects.toThrow("not authorized");
  expect(cloud.forbidden.calls()).toMatchObject([{ operation: "ChangeResourceRecordSets", why: "global" }]);
});
