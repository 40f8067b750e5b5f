import { afterEach, describe, expect, test } from "vitest";
import { type Booted, boot } from "../boot.ts";
import { type VirtualClock, virtualClock } from "../world/clock.ts";
import { readPlatform } from "./document.ts";
import { reachFrom } from "./reach.ts";

const document = readPlatform("three-regions");
const { publicHost: host } = document;
const [first, second, third] = ["us-east-1", "eu-west-1", "ap-southeast-1"];

let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

async function given(): Promise<{
  booted: Booted;
  clock: VirtualClock;
  pass: (seconds: number) => Promise<void>;
}> {
  const clock = virtualClock();
  const setting = { config: "three-regions", port: 0, seed: 1, requestsPerSecond: 4, policy: {} };
  const booted = await clock.run(boot({ ...setting, clock, rehearsals: false }));
  stop = () => clock.run(booted.stop());
  const pass = (seconds: number) => clock.run(clock.sleep(seconds * 1000));
  await pass(120);
  return { booted, clock, pass };
}

describe("users of a platform of three regions", () => {
  test("follow the name: to the second when the first goes dark, to the third when that does too, and back", async () => {
    const { booted, pass } = await given();
    const { names, faults } = booted.cloud;
    const leads = () => names.resolve(host)?.region;
    expect(booted.applicationUrl).toBe(`https://${host}`);
    expect(leads()).toBe(first);
    const id = faults.add({ kind: "region-dark", region: first });
    await pass(60);
    expect(leads()).toBe(first);
    await pass(60);
    expect(leads()).toBe(second);
    faults.add({ kind: "region-dark", region: second });
    await pass(120);
    expect(leads()).toBe(third);
    faults.remove(id);
    await pass(120);
    expect(leads()).toBe(first);
  });

  test("lose what they send for three looks and the time that they keep to an answer, and nothing after", async () => {
    const { booted, pass } = await given();
    const lost = () => booted.traffic.ledger.snapshot().losses["connection-error"];
    booted.traffic.start();
    await pass(60);
    expect(lost()).toBe(0);
    booted.cloud.faults.add({ kind: "region-dark", region: first });
    await pass(200);
    const after = lost();
    expect(after).toBeGreaterThan(60 * 4);
    expect(after).toBeLessThan(180 * 4);
    await pass(120);
    expect(lost()).toBe(after);
  });

  test("go where the alarm of a region that takes over turns them, though the first still answers", async () => {
    const { booted, pass, clock } = await given();
    const { world, names } = booted.cloud;
    const MetricData = [
      {
        MetricName: "TrafficTurnedAway",
        Dimensions: [
          { Name: "Platform", Value: `signalbox-${document.config}` },
          { Name: "Region", Value: first },
        ],
        Value: 1,
      },
    ];
    const input = { Namespace: "Signalbox", MetricData };
    await clock.run(
      world.call("monitoring", "PutMetricData", input, { region: second, principal: { kind: "person" } }),
    );
    await pass(180);
    expect(names.resolve(host)?.region).toBe(second);
    // It holds without further data, and while the region that says so is cut off.
    booted.cloud.faults.add({ kind: "region-partitioned", region: second, other: third });
    await pass(600);
    expect(names.resolve(host)?.region).toBe(second);
  });
});

test("a Lambda reaches each region by its name, and none over what cuts it off", async () => {
  const { booted, clock } = await given();
  const from = (region: string) => {
    const reach = reachFrom(booted.cloud, region, document);
    return (to: string) =>
      clock.run(
        reach(`https://${to}/ready`, { timeoutMs: 5_000 }).then(
          ({ status }) => status,
          () => "nothing",
        ),
      );
  };
  expect(await from(second)(`${first}.${host}`)).toBe(200);
  expect(await from(second)(host)).toBe(200);
  booted.cloud.faults.add({ kind: "region-partitioned", region: first });
  expect(await from(second)(`${first}.${host}`)).toBe("nothing");
  expect(await from(second)(`${third}.${host}`)).toBe(200);
  expect(await from(first)(`${first}.${host}`)).toBe(200);
  expect(await from(first)(`${second}.${host}`)).toBe("nothing");
  expect(await from(first)("control.example.org")).toBe("nothing");
  expect(await from(second)("control.example.org")).toBe(200);
});
