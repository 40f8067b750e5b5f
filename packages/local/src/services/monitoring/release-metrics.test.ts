import { errors, slow } from "@signalbox/core/analysis/sources/built-in";
import { CloudWatchSource } from "@signalbox/core/analysis/sources/cloudwatch";
import type { Subject } from "@signalbox/core/analysis/sources/template";
import { ValueSource } from "@signalbox/core/analysis/sources/value-source";
import type { Clients } from "@signalbox/functions/aws/clients";
import { readCloudWatch } from "@signalbox/functions/sources/read-cloudwatch";
import { readMetrics } from "@signalbox/functions/sources/read-metrics";
import { readValues } from "@signalbox/functions/sources/read-values";
import fc from "fast-check";
import { expect, test } from "vitest";
import { gate } from "../../gate/gate.ts";
import { imageFor } from "../../images/catalogue.ts";
import { directClients } from "../../role-clients.ts";
import { virtualClock } from "../../world/clock.ts";
import { createWorld } from "../../world/create.ts";
import { modelPlane } from "../../world/plane/model/plane.ts";
import { random } from "../../world/random.ts";
import { monitoring } from "./service.ts";

const region = "us-east-1";
const minute = 60_000;
const start = Date.UTC(2026, 0, 1, 12);
const minutes = (count: number) => ({ start, end: start + count * minute });
const sideOf = (side: "blue" | "green"): Subject => ({
  name: "chat",
  side,
  service: `chat-${side}`,
  targetGroup: `targetgroup/chat-${side}/0123456789abcdef`,
  loadBalancer: "app/acme/fedcba9876543210",
});
const [blue, green] = [sideOf("blue"), sideOf("green")];

/** What a load balancer reports of a target group, in a cloud that has CloudWatch alone. */
async function inCloud(
  work: (
    clients: Clients,
    report: (side: Subject, at: number, metric: string, value: number, count?: number) => void,
  ) => Promise<void>,
): Promise<void> {
  const clock = virtualClock();
  const plane = modelPlane({ clock, random: random(1), imageFor });
  const world = createWorld({ clock, seed: 1, plane });
  const service = monitoring(world);
  const handle = gate([service], []);
  world.connect(handle);
  const role = { region, roleArn: "arn:aws:iam::123456789012:role/release", session: "test" };
  await clock.run(
    work(directClients(world, handle, role), ({ targetGroup, loadBalancer }, at, metric, value, count = 1) =>
      world.metrics.publish({
        region,
        namespace: "AWS/ApplicationELB",
        metric,
        dimensions: { LoadBalancer: loadBalancer, TargetGroup: targetGroup },
        value,
        count,
        at: start + at * minute + 30_000,
      }),
    ),
  );
  await service.stop?.();
}

test("errors are answers of 5xx and failed connections of the side's own target group", async () => {
  await inCloud(async ({ cloudWatch }, report) => {
    report(green, 0, "RequestCount", 40);
    report(green, 0, "HTTPCode_Target_5XX_Count", 3);
    report(green, 0, "TargetConnectionErrorCount", 2);
    report(green, 1, "RequestCount", 30);
    report(green, 3, "RequestCount", 20);
    report(green, 3, "TargetConnectionErrorCount", 1);
    report(blue, 0, "RequestCount", 400);
    const [ofGreen, ofBlue] = await readCloudWatch(
      cloudWatch,
      [green, blue].map((subject) => ({ source: errors, subject })),
      minutes(4),
    );
    expect(ofGreen?.minutes.map(({ requests, bad }) => [requests, bad])).toEqual([
      [40, 5],
      [30, 0],
      [0, 0],
      [20, 1],
    ]);
    expect(ofBlue?.minutes.map(({ requests, bad }) => [requests, bad])).toEqual([
      [400, 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
  });
});

test("slow requests are those over the objective, counted through the percentile rank", async () => {
  await inCloud(async ({ cloudWatch }, report) => {
    report(green, 0, "TargetResponseTime", 0.2, 37);
    report(green, 0, "TargetResponseTime", 0.9, 3);
    report(green, 1, "TargetResponseTime", 0.2, 10);
    const [reading] = await readCloudWatch(cloudWatch, [{ source: slow(0.5), subject: green }], minutes(3));
    expect(reading?.minutes.map(({ requests, bad }) => [requests, bad])).toEqual([
      [40, 3],
      [10, 0],
      [0, 0],
    ]);
  });
});

test("however many are slow, the count through the percentile rank is whole and right", async () => {
  const count = fc.integer({ min: 0, max: 5_000 });
  await fc.assert(
    fc.asyncProperty(count, count, async (fast, late) => {
      await inCloud(async ({ cloudWatch }, report) => {
        if (fast > 0) report(green, 0, "TargetResponseTime", 0.3, fast);
        if (late > 0) report(green, 0, "TargetResponseTime", 0.7, late);
        const [reading] = await readCloudWatch(
          cloudWatch,
          [{ source: slow(0.5), subject: green }],
          minutes(1),
        );
        expect(reading?.minutes).toEqual([{ at: start, requests: fast + late, bad: late }]);
      });
    }),
    { numRuns: 20 },
  );
});

test("a team's own expression is computed over its own metrics", async () => {
  const ofTargets = (metric: string) => ({ ...errors.metrics.requests, metric });
  const source = CloudWatchSource.parse({
    kind: "cloudwatch",
    metrics: { all: ofTargets("RequestCount"), good: ofTargets("HTTPCode_Target_2XX_Count") },
    bad: "all - good",
    total: "all",
  });
  await inCloud(async ({ cloudWatch }, report) => {
    report(green, 0, "RequestCount", 40);
    report(green, 0, "HTTPCode_Target_2XX_Count", 35);
    report(green, 2, "RequestCount", 7);
    const [reading] = await readCloudWatch(cloudWatch, [{ source, subject: green }], minutes(3));
    expect(reading?.minutes).toEqual([
      { at: start, requests: 40, bad: 5 },
      { at: start + 2 * minute, requests: 7, bad: 7 },
    ]);
  });
});

test("a value of another kind has one for each minute, and NaN where there is none", async () => {
  const source = ValueSource.parse({
    kind: "cloudwatch",
    metrics: { p95: { ...errors.metrics.requests, metric: "TargetResponseTime", statistic: "p95" } },
    value: "p95 * 1000",
  });
  await inCloud(async (aws, report) => {
    report(green, 0, "TargetResponseTime", 0.25, 10);
    report(green, 2, "TargetResponseTime", 0.5, 10);
    report(blue, 1, "TargetResponseTime", 0.1, 10);
    const { values } = await readValues(source, green, minutes(3), {
      aws,
      clock: { now: () => start, sleep: async () => {} },
      signal: new AbortController().signal,
    });
    expect(values).toEqual([250, Number.NaN, 500]);
  });
});

test("more than one call can ask for is asked for in several", async () => {
  await inCloud(async ({ cloudWatch }, report) => {
    report(green, 0, "RequestCount", 40);
    const reads = Array.from({ length: 250 }, () => ({ source: errors, subject: green }));
    const readings = await readCloudWatch(cloudWatch, reads, minutes(1));
    expect(readings).toHaveLength(250);
    for (const { minutes } of readings) expect(minutes).toEqual([{ at: start, requests: 40, bad: 0 }]);
  });
});

test("each metric of each side is named in what is read", async () => {
  await inCloud(async (aws, report) => {
    report(green, 0, "RequestCount", 40);
    report(green, 0, "TargetResponseTime", 0.7, 40);
    report(blue, 0, "RequestCount", 400);
    const readings = await readMetrics(
      [
        { name: "errors", source: errors },
        { name: "slow", source: slow(0.5) },
      ],
      [green, blue],
      minutes(1),
      { aws, clock: { now: () => start, sleep: async () => {} }, signal: new AbortController().signal },
    );
    expect(
      readings.map(({ metric, service, side, minutes: [first] }) => [
        metric,
        service,
        side,
        first?.requests,
        first?.bad,
      ]),
    ).toEqual([
      ["errors", "chat", "green", 40, 0],
      ["errors", "chat", "blue", 400, 0],
      ["slow", "chat", "green", 40, 40],
      ["slow", "chat", "blue", 0, 0],
    ]);
  });
});

test("before the first whole minute is over nothing is asked, and nothing known", async () => {
  await inCloud(async (aws) => {
    const context = {
      aws,
      clock: { now: () => start, sleep: async () => {} },
      signal: new AbortController().signal,
    };
    expect(await readMetrics([{ name: "errors", source: errors }], [green], minutes(0), context)).toEqual([
      { metric: "errors", service: "chat", side: "green", minutes: [] },
    ]);
  });
});
