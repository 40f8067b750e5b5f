import { describe, expect, test } from "vitest";
import type { VirtualClock, WorldClock } from "../clock.ts";
import type { Answer } from "./answer.ts";
import { backends, forward, platform } from "./platform.fixture.ts";

const isVirtual = (clock: WorldClock): clock is VirtualClock => clock.kind === "virtual";

type Platform = ReturnType<typeof platform>;

describe.each(backends)("the $name data plane", ({ clock: clockOf, plane }) => {
  /** Runs a test in the clock's time and stops everything afterwards. */
  const on = (work: (on: Platform) => Promise<void>) => async () => {
    const clock = clockOf();
    const made = platform(clock, plane);
    const run = async () => {
      try {
        await work(made);
      } finally {
        await made.stop();
      }
    };
    await (isVirtual(clock) ? clock.run(run()) : run());
  };

  /** One listener in front of one group with these tasks. */
  const serving = async (p: Platform, ...environments: Record<string, string>[]) => {
    const arn = await p.group("only");
    await p.listener(await p.balancer(), forward([arn, 1]));
    const tasks = await Promise.all(environments.map((environment) => p.task("v1", environment)));
    if (tasks.length > 0) await p.register(arn, ...tasks.map(({ ip }) => ip));
    return { arn, tasks };
  };

  test(
    "a target is unused until a rule names its group, then initial, then healthy",
    on(async (p) => {
      const arn = await p.group("blue");
      const { ip } = await p.task("v1");
      await p.register(arn, ip);
      expect(await p.health(arn)).toEqual(["unused Target.NotInUse"]);
      await p.listener(await p.balancer(), forward([arn, 0]));
      expect(await p.health(arn)).toEqual(["initial Elb.RegistrationInProgress"]);
      await p.until(arn, "healthy");
      expect(await p.health(arn)).toEqual(["healthy"]);
    }),
  );

  test(
    "a target that answers its checks with another code turns unhealthy, one without a process too",
    on(async (p) => {
      const { arn, tasks } = await serving(p, { HEALTH: "503" });
      await p.until(arn, "unhealthy");
      expect(await p.health(arn)).toEqual(["unhealthy Target.ResponseCodeMismatch"]);
      await tasks[0]?.stop(0);
      while ((await p.health(arn))[0] !== "unhealthy Target.FailedHealthChecks") await p.clock.sleep(500);
    }),
  );

  test(
    "requests follow the weights, and weight 0 gets none",
    on(async (p) => {
      const groups = [await p.group("a"), await p.group("b"), await p.group("c")] as const;
      await p.listener(await p.balancer(), forward([groups[0], 3], [groups[1], 1], [groups[2], 0]));
      for (const [index, arn] of groups.entries()) {
        await p.register(arn, (await p.task(`v${index}`)).ip);
        await p.until(arn, "healthy");
      }
      const client = p.client();
      const seen: Record<string, number> = {};
      for (let i = 0; i < 200; i++) {
        const answer = await p.get("/", client);
        const name = answer.kind === "answered" ? `${answer.status} ${answer.revision}` : answer.kind;
        seen[name] = (seen[name] ?? 0) + 1;
      }
      expect(Object.keys(seen).sort()).toEqual(["200 v0", "200 v1"]);
      // Five standard deviations of a binomial with p = 1/4 about its mean of 50.
      expect(Math.abs((seen["200 v1"] ?? 0) - 50)).toBeLessThan(5 * Math.sqrt(200 * 0.25 * 0.75));
    }),
  );

  test(
    "a group without targets answers 503, one without a healthy target fails open, a dead target is a 502",
    on(async (p) => {
      const { arn } = await serving(p);
      expect(await p.get()).toMatchObject({ kind: "answered", status: 503, revision: undefined });
      const task = await p.task("v1", { HEALTH: "500", STATUS: "204" });
      await p.register(arn, task.ip);
      await p.until(arn, "unhealthy");
      expect(await p.get()).toMatchObject({ kind: "answered", status: 204, revision: "v1" });
      await task.stop(0);
      expect(await p.get()).toMatchObject({ kind: "answered", status: 502, revision: undefined });
    }),
  );

  test(
    "a target that says nothing for the idle timeout is a 504",
    on(async (p) => {
      const { arn } = await serving(p, { FIRST_BYTE: "300" });
      await p.until(arn, "healthy");
      const answer = await p.get();
      expect(answer).toMatchObject({ kind: "answered", status: 504 });
      expect(answer.kind === "answered" && answer.lastByteSeconds).toBeGreaterThanOrEqual(60);
      expect(answer.kind === "answered" && answer.lastByteSeconds).toBeLessThan(200);
    }),
  );

  test(
    "a draining target finishes what it has, gets nothing new and is forgotten after the delay",
    on(async (p) => {
      const { arn, tasks } = await serving(p, { LAST_BYTE: "20" }, { LAST_BYTE: "20" });
      await p.call("ModifyTargetGroupAttributes", {
        TargetGroupArn: arn,
        Attributes: [{ Key: "deregistration_delay.timeout_seconds", Value: "60" }],
      });
      await p.until(arn, "healthy");
      const both = [p.get(), p.get()];
      await p.clock.sleep(2_000);
      await p.call("DeregisterTargets", { TargetGroupArn: arn, Targets: [{ Id: tasks[0]?.ip }] });
      expect(await p.health(arn)).toEqual(["draining Target.DeregistrationInProgress", "healthy"]);
      for (const answer of await Promise.all(both))
        expect(answer).toMatchObject({ kind: "answered", status: 200 });
      await tasks[0]?.stop(0);
      // To the stopped one, these would be 502.
      for (let i = 0; i < 4; i++) expect(await p.get()).toMatchObject({ kind: "answered", status: 200 });
      while ((await p.health(arn)).length > 1) await p.clock.sleep(1_000);
      expect(await p.health(arn)).toEqual(["healthy"]);
    }),
  );

  test(
    "a task killed within its answer cuts the stream; one given its time ends it",
    on(async (p) => {
      const { arn, tasks } = await serving(p, { LAST_BYTE: "50", DRAIN: "60" });
      await p.until(arn, "healthy");
      const patient = p.get();
      await p.clock.sleep(10_000);
      await tasks[0]?.stop(100);
      expect(await patient).toMatchObject({ kind: "answered", status: 200 });
      expect(await tasks[0]?.exited).toEqual({ exitCode: 0, reason: "terminated" });

      const hasty = await p.task("v2", { LAST_BYTE: "50", DRAIN: "60" });
      await p.call("DeregisterTargets", { TargetGroupArn: arn, Targets: [{ Id: tasks[0]?.ip }] });
      await p.register(arn, hasty.ip);
      while ((await p.health(arn))[1] !== "healthy") await p.clock.sleep(500);
      const cut = p.get();
      await p.clock.sleep(30_000);
      await hasty.stop(1);
      expect(await cut).toEqual({ kind: "cut", status: 200, revision: "v2" });
      expect(await hasty.exited).toEqual({ exitCode: 137, reason: "killed after the grace" });
    }),
  );

  test(
    "rules are tried by priority, and the load balancer answers for itself where they say so",
    on(async (p) => {
      const { arn } = await serving(p, {});
      await p.until(arn, "healthy");
      const { Listeners } = await p.call("DescribeListeners", {
        LoadBalancerArn: (await p.call("DescribeLoadBalancers", {})).LoadBalancers?.[0]?.LoadBalancerArn,
      });
      const listener = Listeners?.[0]?.ListenerArn ?? "";
      const path = (value: string) => ({ Field: "path-pattern", Values: [value] });
      await p.rule(listener, 20, path("/api/*"), forward([arn, 1]));
      await p.rule(listener, 10, path("/api/old/?"), {
        Type: "redirect",
        RedirectConfig: { StatusCode: "HTTP_301", Path: "/api/new" },
      });
      await p.rule(listener, 30, path("*"), {
        Type: "fixed-response",
        FixedResponseConfig: { StatusCode: "404", MessageBody: "no" },
      });
      const status = async (to: string) => {
        const answer = await p.get(to);
        return answer.kind === "answered" ? answer.status : answer.kind;
      };
      expect(await status("/api/old/1")).toBe(301);
      expect(await status("/api/old/12?x=1")).toBe(200);
      expect(await status("/elsewhere")).toBe(404);
    }),
  );

  /** One request with cookies. */
  const asking = (p: Platform, cookie: string): Promise<Answer> =>
    new Promise((resolve) => {
      p.client().send({ kind: "config", method: "GET", path: "/", headers: { cookie }, body: "" }, resolve);
    });
  /** Two groups with a healthy task each, which answers with the group's name. */
  const twoSides = async (p: Platform) => {
    const [blue, green] = [await p.group("blue"), await p.group("green")];
    const listener = await p.listener(await p.balancer(), forward([blue, 1], [green, 0]));
    const tasks = { blue: await p.task("blue"), green: await p.task("green") };
    await p.register(blue, tasks.blue.ip);
    await p.register(green, tasks.green.ip);
    await p.until(blue, "healthy");
    await p.until(green, "healthy");
    return { blue, green, listener, tasks };
  };

  test(
    "a rule for a cookie takes the requests that have it among their others, whatever the weights of the rule behind it",
    on(async (p) => {
      const { blue, green, listener } = await twoSides(p);
      const HttpHeaderConfig = { HttpHeaderName: "Cookie", Values: ["*try=candidate*"] };
      await p.rule(listener, 9, { Field: "http-header", HttpHeaderConfig }, forward([blue, 0], [green, 100]));
      await p.rule(listener, 10, { Field: "path-pattern", Values: ["/*"] }, forward([blue, 100], [green, 0]));
      expect(await asking(p, "a=b; try=candidate; c=d")).toMatchObject({ status: 200, revision: "green" });
      expect(await asking(p, "a=b; try=other")).toMatchObject({ status: 200, revision: "blue" });
      expect(await p.get()).toMatchObject({ status: 200, revision: "blue" });
    }),
  );

  test(
    "a user who sticks to a group without a target gets 503 until the cookie's time is over; new users go by the weights",
    on(async (p) => {
      const { blue, green, listener, tasks } = await twoSides(p);
      const stick = (a: number, b: number) => {
        const { ForwardConfig } = forward([blue, a], [green, b]);
        const TargetGroupStickinessConfig = { Enabled: true, DurationSeconds: 300 };
        const Action = {
          Type: "forward" as const,
          ForwardConfig: { ...ForwardConfig, TargetGroupStickinessConfig },
        };
        return p.call("ModifyListener", { ListenerArn: listener, DefaultActions: [Action] });
      };
      await stick(1, 0);
      const first = await p.get();
      const cookie = (first.kind === "answered" && first.cookies?.[0]?.split(";")[0]) || "";
      expect(cookie).toMatch(/^AWSALBTG=/);
      await stick(0, 1);
      expect(await asking(p, cookie)).toMatchObject({ status: 200, revision: "blue" });
      await p.call("DeregisterTargets", { TargetGroupArn: blue, Targets: [{ Id: tasks.blue.ip }] });
      expect(await asking(p, cookie)).toMatchObject({ status: 503, revision: undefined });
      expect(await p.get()).toMatchObject({ status: 200, revision: "green" });
      await p.clock.sleep(301_000);
      expect(await asking(p, cookie)).toMatchObject({ status: 200, revision: "green" });
    }),
  );

  test(
    "each minute's metrics come once it is over, under its own time, for the load balancer and for the group",
    on(async (p) => {
      const { arn } = await serving(p, { STATUS: "500", FIRST_BYTE: "0.5" });
      await p.until(arn, "healthy");
      const client = p.client();
      const minute = Math.ceil(p.clock.now() / 60_000) * 60_000;
      await p.clock.sleep(minute - p.clock.now());
      for (let i = 0; i < 5; i++) await p.get("/", client);
      const ofMinute = (metric: string) =>
        p.data.filter((datum) => datum.metric === metric && datum.at === minute);
      expect(ofMinute("RequestCount")).toEqual([]);
      while (ofMinute("RequestCount").length === 0) await p.clock.sleep(1_000);
      expect(p.clock.now()).toBeGreaterThanOrEqual(minute + 60_000);
      expect(ofMinute("RequestCount").map(({ value }) => value)).toEqual([5, 5]);
      const dimensions = ofMinute("HTTPCode_Target_5XX_Count").map((datum) => Object.keys(datum.dimensions));
      expect(dimensions).toEqual([["LoadBalancer"], ["LoadBalancer", "TargetGroup"]]);
      expect(ofMinute("HealthyHostCount").map(({ value }) => value)).toEqual([1]);
      const times = ofMinute("TargetResponseTime").filter(({ dimensions: { TargetGroup } }) => TargetGroup);
      expect(times.reduce((sum, { count = 1 }) => sum + count, 0)).toBe(5);
      for (const { value } of times) expect(value).toBeGreaterThanOrEqual(0.5);
    }),
  );
});
