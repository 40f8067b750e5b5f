import { Agent, request } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { traffic } from "../../../traffic/traffic.ts";
import { realClock } from "../../clock.ts";
import { forward, platform } from "../platform.fixture.ts";
import { httpPlane } from "./plane.ts";

let p: ReturnType<typeof platform>;

beforeEach(() => {
  p = platform(realClock(20), httpPlane);
});

afterEach(() => p.stop());

/** A group of two healthy tasks of one revision. */
const side = async (name: string, environment: Record<string, string>) => {
  const arn = await p.group(name);
  const tasks = await Promise.all([p.task(name, environment), p.task(name, environment)]);
  await p.register(arn, ...tasks.map(({ ip }) => ip));
  return { arn, tasks };
};

const open = (options: { method?: string; headers?: Record<string, string>; agent?: Agent } = {}) =>
  request(p.url(), { path: "/echo", agent: false, ...options });

test("a ladder of weights, a drain and a scale-in under traffic lose not one request", async () => {
  const stream = { FIRST_BYTE: "0.4", LAST_BYTE: "4" };
  const [blue, green] = [await side("blue", stream), await side("green", stream)];
  const listener = await p.listener(await p.balancer(), forward([blue.arn, 100], [green.arn, 0]));
  const rule = await p.rule(
    listener,
    1,
    { Field: "path-pattern", Values: ["*"] },
    forward([blue.arn, 100], [green.arn, 0]),
  );
  await p.until(blue.arn, "healthy");
  await p.until(green.arn, "healthy");
  // 10 in a second of the world's are 200 in one of the machine's.
  const load = traffic({
    clock: p.clock,
    random: p.world.random,
    client: p.client(),
    requestsPerSecond: 10,
    paths: ["/"],
  });
  load.start();
  await p.clock.sleep(10_000);
  for (const weight of [10, 25, 50, 100]) {
    await p.call("ModifyRule", {
      RuleArn: rule,
      Actions: [forward([blue.arn, 100 - weight], [green.arn, weight])],
    });
    await p.clock.sleep(10_000);
  }
  // So that what was in flight to blue has ended.
  await p.clock.sleep(10_000);
  const before = load.ledger.snapshot();
  for (const { ip } of blue.tasks)
    await p.call("DeregisterTargets", { TargetGroupArn: blue.arn, Targets: [{ Id: ip }] });
  await p.clock.sleep(5_000);
  await Promise.all(blue.tasks.map((task) => task.stop(30)));
  await p.clock.sleep(5_000);
  await load.stop();

  const after = load.ledger.snapshot();
  expect(after).toMatchObject({ lost: 0, skipped: 0, inFlight: 0, sent: after.total.answered });
  expect(after.total.answered).toBeGreaterThan(500);
  expect(before.byRevision.green?.answered).toBeGreaterThan(100);
  expect(after.byRevision.green?.answered).toBeGreaterThan(before.byRevision.green?.answered ?? 0);
  expect(after.byRevision.blue?.answered).toBe(before.byRevision.blue?.answered);
  expect(Object.keys(after.byKind).sort()).toEqual(["chat", "config", "page", "sign-in"]);
});

test("an answer passes piece by piece as the target sends it, and so does a request's body", async () => {
  const { arn } = await side("blue", { LAST_BYTE: "20" });
  await p.listener(await p.balancer(), forward([arn, 1]));
  await p.until(arn, "healthy");
  const sending = open({ method: "POST" });
  sending.write("first, ");
  const { promise, resolve, reject } = Promise.withResolvers<string[]>();
  sending.on("error", reject);
  sending.on("response", (response) => {
    const pieces: string[] = [];
    response.setEncoding("utf8");
    response.on("data", (piece: string) => pieces.push(piece));
    response.on("end", () => resolve(pieces));
  });
  await p.clock.sleep(500);
  sending.end("second");
  const pieces = await promise;
  expect(pieces.length).toBeGreaterThan(1);
  expect(JSON.parse(pieces.join("")).body).toBe("first, second");
});

test("a target sees who asked through X-Forwarded headers, and none of the connection's own", async () => {
  const { arn } = await side("blue", {});
  await p.listener(await p.balancer(), forward([arn, 1]));
  await p.until(arn, "healthy");
  const answer = await new Promise<string>((resolve, reject) => {
    const sending = open({
      headers: {
        host: "chat.example.com",
        "x-forwarded-for": "203.0.113.7",
        te: "trailers",
        "x-own": "kept",
      },
    });
    sending.on("error", reject);
    sending.on("response", (response) => {
      let text = "";
      response.on("data", (piece) => {
        text += piece;
      });
      response.on("end", () => resolve(text));
    });
    sending.end();
  });
  const { headers } = JSON.parse(answer);
  expect(headers).toMatchObject({
    host: "chat.example.com",
    "x-forwarded-for": "203.0.113.7, 127.0.0.1",
    "x-forwarded-proto": "http",
    "x-forwarded-port": "80",
    "x-own": "kept",
    "x-amzn-trace-id": expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
  });
  expect(headers).not.toHaveProperty("te");
});

test("a client that leaves frees its target: 4XX of the load balancer's before the answer, the target's own within", async () => {
  const slow = await side("blue", { FIRST_BYTE: "600" });
  const streaming = await side("green", { FIRST_BYTE: "1", LAST_BYTE: "600" });
  const listener = await p.listener(await p.balancer(), forward([slow.arn, 1]));
  await p.rule(listener, 1, { Field: "path-pattern", Values: ["/echo"] }, forward([streaming.arn, 1]));
  await p.until(slow.arn, "healthy");
  await p.until(streaming.arn, "healthy");

  const early = request(`${p.url()}/slow`, { agent: false });
  early.on("error", () => {});
  early.end();
  await p.clock.sleep(10_000);
  early.destroy();
  const late = open();
  const gone = new Promise<void>((resolve) => {
    late.on("response", (response) => {
      response.on("error", () => resolve());
      late.destroy();
    });
  });
  late.end();
  await gone;

  const ofMetric = (metric: string) =>
    p.data
      .filter((datum) => datum.metric === metric && datum.dimensions.TargetGroup)
      .map(({ value }) => value);
  // Both clients may have left in one minute or in two; the minute that begins after that has seen neither.
  const left = p.clock.now();
  const after = (metric: string) =>
    p.data.filter((datum) => datum.metric === metric && (datum.at ?? 0) >= left);
  while (after("HealthyHostCount").length === 0) await p.clock.sleep(1_000);
  expect(ofMetric("HTTPCode_ELB_4XX_Count")).toEqual([1]);
  expect(ofMetric("HTTPCode_Target_2XX_Count")).toEqual([1]);
  expect(ofMetric("HTTPCode_ELB_5XX_Count")).toEqual([]);
  expect(after("ActiveConnectionCount")).toEqual([]);
});

test("many requests share few connections", async () => {
  const { arn } = await side("blue", {});
  await p.listener(await p.balancer(), forward([arn, 1]));
  await p.until(arn, "healthy");
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let reused = 0;
  for (let i = 0; i < 20; i++)
    await new Promise<void>((resolve, reject) => {
      const sending = open({ agent });
      sending.on("error", reject);
      sending.on("response", (response) => {
        if (sending.reusedSocket) reused++;
        response.on("end", resolve);
        response.resume();
      });
      sending.end();
    });
  agent.destroy();
  expect(reused).toBe(19);
});

test("a listener on a port that is taken opens on another and says where", async () => {
  const arn = await p.group("blue");
  const first = await p.balancer("first");
  const second = await p.balancer("second");
  const other = await p.group("green");
  await p.listener(first, forward([arn, 1]), 8123);
  await p.listener(second, forward([other, 1]), 8123);
  expect(p.plane.listening().map(({ port }) => port)).toEqual([8123, 8123]);
  expect(p.url("first")).not.toBe(p.url("second"));
});

test("the cookies that keep a user with a target come with the answer, and are heard in the next request", async () => {
  const { arn } = await side("blue", {});
  const attributes = { "stickiness.enabled": "true", "stickiness.lb_cookie.duration_seconds": "3600" };
  await p.call("ModifyTargetGroupAttributes", {
    TargetGroupArn: arn,
    Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })),
  });
  await p.listener(await p.balancer(), forward([arn, 1]));
  await p.until(arn, "healthy");
  const cookiesOf = (headers: Record<string, string> = {}) =>
    new Promise<string[]>((resolve, reject) => {
      open({ headers })
        .on("error", reject)
        .on("response", (response) => {
          response.resume().on("end", () => resolve(response.headers["set-cookie"] ?? []));
        })
        .end();
    });
  const target = (cookies: readonly string[]) => {
    const [, value = ""] = /^AWSALB=([^;]+); Expires=.* GMT; Path=\/$/.exec(cookies[0] ?? "") ?? [];
    const [address]: unknown[] = JSON.parse(Buffer.from(value, "base64url").toString());
    return { address, cookie: `AWSALB=${value}` };
  };
  const first = target(await cookiesOf());
  const another = target(await cookiesOf());
  expect(another.address).not.toBe(first.address);
  for (let i = 0; i < 3; i++)
    expect(target(await cookiesOf({ cookie: first.cookie })).address).toBe(first.address);
});

test("a connection that a client has kept for longer than the balancer keeps one is closed with its next answer", async () => {
  const blue = await side("blue", {});
  const balancer = await p.balancer();
  await p.listener(balancer, forward([blue.arn, 100]));
  await p.until(blue.arn, "healthy");
  const Attributes = [{ Key: "client_keep_alive.seconds", Value: "60" }];
  await p.call("ModifyLoadBalancerAttributes", { LoadBalancerArn: balancer, Attributes });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (): Promise<string | undefined> =>
    new Promise((resolve, reject) => {
      open({ agent })
        .on("response", (response) => response.resume().on("end", () => resolve(response.headers.connection)))
        .on("error", reject)
        .end();
    });
  expect(await ask()).toBe("keep-alive");
  await p.clock.sleep(61_000);
  expect(await ask()).toBe("close");
  expect(await ask()).toBe("keep-alive");
  agent.destroy();
});
