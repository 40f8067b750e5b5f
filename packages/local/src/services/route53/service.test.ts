import { describe, expect, test } from "vitest";
import { route53RecoveryCluster } from "../route53-recovery-cluster/service.ts";
import { surroundings } from "../testing.ts";
import { type HealthCheck, look } from "./health-check.ts";
import { resolve } from "./resolve.ts";
import { route53 } from "./service.ts";

const balancer = (region: string) => ({
  DNSName: `app-public-123.${region}.elb.amazonaws.com`,
  HostedZoneId: "Z1",
  EvaluateTargetHealth: false,
});
const pair = (Name: string, region: string, Failover: "PRIMARY" | "SECONDARY") => ({
  Name,
  Type: "A" as const,
  SetIdentifier: region,
  Failover,
  HealthCheckId: region,
  AliasTarget: balancer(region),
});
const standbys = {
  Name: "chat.example.com",
  Type: "A",
  SetIdentifier: "standbys",
  Failover: "SECONDARY",
  AliasTarget: { DNSName: "standby.chat.example.com", HostedZoneId: "Z1", EvaluateTargetHealth: true },
} as const;
const regions = ["us-east-1", "eu-west-1", "ap-southeast-1"] as const;
const [first, second, third] = regions;
/** The second named before the first: an answer rests on roles, not on the order. */
const records = [
  standbys,
  pair("chat.example.com.", first, "PRIMARY"),
  pair("standby.chat.example.com", third, "SECONDARY"),
  pair("standby.chat.example.com", second, "PRIMARY"),
];

describe("a name of three regions leads", () => {
  test.each([
    { ill: [], to: first },
    { ill: [first], to: second },
    { ill: [second], to: first },
    { ill: [first, second], to: third },
    // Nothing is healthy: Route 53 answers as if the first were.
    { ill: [first, second, third], to: first },
  ])("with $ill ill, to $to", ({ ill, to }) => {
    const isHealthy = (id: string | undefined) => !(ill as (string | undefined)[]).includes(id);
    expect(resolve({ records, regions, isHealthy }, "chat.example.com")).toEqual({
      region: to,
      loadBalancerName: "app-public",
      ttlSeconds: 60,
    });
  });

  test("nowhere, where no record has it", () => {
    expect(resolve({ records, regions, isHealthy: () => true }, "other.example.com")).toBeUndefined();
  });
});

test.each([
  { ill: [], to: first },
  { ill: [first], to: second },
  { ill: [first, second, third], to: first },
])("latency records lead to the nearest that is healthy: with $ill ill, to $to", ({ ill, to }) => {
  const nearest = regions.toReversed().map((Region) => ({
    Name: "chat.example.com",
    Type: "A" as const,
    SetIdentifier: Region,
    Region,
    HealthCheckId: Region,
    AliasTarget: balancer(Region),
  }));
  const isHealthy = (id: string | undefined) => !(ill as (string | undefined)[]).includes(id);
  expect(resolve({ records: nearest, regions, isHealthy }, "chat.example.com")?.region).toBe(to);
});

test("a check turns after three looks in a row that say otherwise, in both directions", () => {
  const config = { Type: "HTTPS", FailureThreshold: 3 } as const;
  const fields = { id: "c", callerReference: "c", config, contrary: 0, checkedAt: 0, status: "" };
  const check: HealthCheck = { ...fields, healthy: true };
  const seen = [false, false, true, false, false, false, true, true, true].map((well) => {
    look(check, well, "", 0);
    return check.healthy;
  });
  expect(seen).toEqual([true, true, true, true, true, false, false, false, true]);
});

describe("the API", () => {
  const given = () =>
    surroundings((world) => {
      const routing = route53RecoveryCluster(world);
      return [routing, route53(world, routing.controls)];
    });
  const change = (Action: "CREATE" | "DELETE" | "UPSERT", record: (typeof records)[number]) => ({
    HostedZoneId: "Z1",
    ChangeBatch: { Changes: [{ Action, ResourceRecordSet: record }] },
  });

  test("creates a record once, and deletes what is there", async () => {
    const { call } = given();
    await call("route53", "ChangeResourceRecordSets", change("CREATE", standbys));
    const again = call("route53", "ChangeResourceRecordSets", change("CREATE", standbys));
    await expect(again).rejects.toThrow("it already exists");
    await call("route53", "ChangeResourceRecordSets", change("DELETE", standbys));
    const gone = call("route53", "ChangeResourceRecordSets", change("DELETE", standbys));
    await expect(gone).rejects.toThrow("it was not found");
    const { ResourceRecordSets } = await call("route53", "ListResourceRecordSets", { HostedZoneId: "Z1" });
    expect(ResourceRecordSets).toEqual([]);
  });

  test("makes one check of one reference, and refuses kinds that it cannot look at", async () => {
    const { call, stop } = given();
    const HealthCheckConfig = { Type: "CALCULATED" as const, HealthThreshold: 0 };
    const input = { CallerReference: "a", HealthCheckConfig };
    const made = async () => (await call("route53", "CreateHealthCheck", input)).HealthCheck?.Id;
    expect(await made()).toBe(await made());
    const tcp = { CallerReference: "b", HealthCheckConfig: { Type: "TCP" } } as const;
    await expect(call("route53", "CreateHealthCheck", tcp)).rejects.toThrow(
      "does not implement the type TCP",
    );
    await stop();
  });
});
