import { deserialize, serialize } from "node:v8";
import { expect, test } from "vitest";
import { resolve } from "../route53/resolve.ts";
import { Zones } from "../route53/zones.ts";
import { surroundings } from "../testing.ts";
import { endpointRegions } from "./endpoints.ts";
import { route53RecoveryCluster } from "./service.ts";

const panelArn = "arn:aws:route53-recovery-control::123456789012:controlpanel/p";
const controlOf = (region: string) => ({
  arn: `${panelArn}/routingcontrol/${region}`,
  name: region,
  panelArn,
  panelName: "chat",
});
const [first, second, third] = ["us-east-1", "eu-west-1", "ap-southeast-1"] as const;
const regions = [first, second, third];
const rule = { arn: `${panelArn}/safetyrule/r`, name: "one", atLeast: 1, waitPeriodMs: 5_000 };

function given() {
  const made: ReturnType<typeof route53RecoveryCluster>[] = [];
  const all = surroundings((world) => {
    made.push(route53RecoveryCluster(world));
    return made;
  });
  const [service] = made;
  if (!service) throw new Error("no service was made");
  for (const region of regions) service.controls.add(controlOf(region));
  service.controls.addRule({ ...rule, controls: regions.map((region) => controlOf(region).arn) });
  const throws = (
    on: readonly string[],
    { at = "us-west-2", override }: { readonly at?: string; readonly override?: string } = {},
  ) =>
    all.call(
      "route53-recovery-cluster",
      "UpdateRoutingControlStates",
      {
        UpdateRoutingControlStateEntries: regions.map((region) => ({
          RoutingControlArn: controlOf(region).arn,
          RoutingControlState: on.includes(region) ? ("On" as const) : ("Off" as const),
        })),
        ...(override !== undefined && { SafetyRulesToOverride: [override] }),
      },
      at,
    );
  const states = async (at = "eu-west-1") => {
    const { RoutingControls = [] } = await all.call(
      "route53-recovery-cluster",
      "ListRoutingControls",
      { ControlPanelArn: panelArn },
      at,
    );
    return Object.fromEntries(
      RoutingControls.map(({ RoutingControlName = "", RoutingControlState }) => [
        RoutingControlName,
        RoutingControlState,
      ]),
    );
  };
  return { ...all, service, throws, states };
}

test("a switch is Off at first, and what is thrown at one endpoint is read at each of the five", async () => {
  const { throws, states, call } = given();
  expect(await states()).toEqual({ [first]: "Off", [second]: "Off", [third]: "Off" });
  await throws([second]);
  for (const region of endpointRegions)
    expect(await states(region)).toEqual({ [first]: "Off", [second]: "On", [third]: "Off" });
  const one = { RoutingControlArn: controlOf(second).arn };
  expect(await call("route53-recovery-cluster", "GetRoutingControlState", one)).toMatchObject({
    RoutingControlName: second,
    RoutingControlState: "On",
  });
});

test("in a region without an endpoint nobody answers, and of a control that is not there nothing is known", async () => {
  const { states, call } = given();
  await expect(states(third)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  const nothing = { RoutingControlArn: `${panelArn}/routingcontrol/none` };
  await expect(call("route53-recovery-cluster", "GetRoutingControlState", nothing)).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});

test("the safety rule refuses that none would be left On, by its ARN, and nothing of the request is done", async () => {
  const { throws, states, pass } = given();
  await throws([first]);
  await pass(rule.waitPeriodMs);
  await expect(throws([])).rejects.toMatchObject({
    name: "ConflictException",
    message: expect.stringContaining(rule.arn),
  });
  expect(await states()).toMatchObject({ [first]: "On" });
  await throws([], { override: rule.arn });
  expect(await states()).toMatchObject({ [first]: "Off" });
});

test("for the rule's wait period after a change nothing is changed again", async () => {
  const { throws, pass } = given();
  await throws([first]);
  await expect(throws([second])).rejects.toMatchObject({ name: "ConflictException" });
  await pass(rule.waitPeriodMs);
  await throws([second]);
  // Said once more it changes nothing, so that no new wait begins.
  await pass(rule.waitPeriodMs);
  await throws([second]);
  await throws([third]);
});

test("states outlive the process, and the controls are made again", async () => {
  const before = given();
  await before.throws([second]);
  const parts = deserialize(serialize(before.service.memory?.save()));
  const after = given();
  await after.service.memory?.restore(parts);
  expect(await after.states()).toEqual({ [first]: "Off", [second]: "On", [third]: "Off" });
});

test.each([
  { on: [], to: first },
  { on: [second], to: second },
  { on: [third], to: third },
  { on: [second, third], to: second },
])("with $on On, names lead to $to", async ({ on, to }) => {
  const { throws, service } = given();
  if (on.length > 0) await throws(on);
  const zones = new Zones(regions, service.controls);
  const checks = { healthy: true, contrary: 0, checkedAt: 0, status: "" };
  for (const id of regions) {
    const config = { Type: "RECOVERY_CONTROL", RoutingControlArn: controlOf(id).arn } as const;
    zones.checks.set(id, { ...checks, id, callerReference: id, config });
  }
  const balancer = (region: string) => ({
    DNSName: `app-public-123.${region}.elb.amazonaws.com`,
    HostedZoneId: "Z1",
    EvaluateTargetHealth: false,
  });
  const record = (Name: string, region: string, Failover: "PRIMARY" | "SECONDARY") => ({
    Name,
    Type: "A" as const,
    Failover,
    HealthCheckId: region,
    AliasTarget: balancer(region),
  });
  const standbys = { DNSName: "standby.chat", HostedZoneId: "Z1", EvaluateTargetHealth: true };
  const records = [
    record("chat", first, "PRIMARY"),
    { Name: "chat", Type: "A" as const, Failover: "SECONDARY" as const, AliasTarget: standbys },
    record("standby.chat", second, "PRIMARY"),
    record("standby.chat", third, "SECONDARY"),
  ];
  const isHealthy = (id: string | undefined) => zones.isHealthy(id);
  expect(resolve({ records, regions, isHealthy }, "chat")?.region).toBe(to);
});
