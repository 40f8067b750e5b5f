import type { Action } from "@aws-sdk/client-elastic-load-balancing-v2";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Answer } from "../../world/plane/answer.ts";
import { forward } from "../../world/plane/platform.fixture.ts";
import { made, on, type Platform } from "./modelled.fixture.ts";

/** A user whose browser keeps the load balancer's cookies. */
function browser(p: Platform) {
  const jar = new Map<string, string>();
  return async (): Promise<string | undefined> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers: Record<string, string> = cookie ? { cookie } : {};
    const answer = await new Promise<Answer>((resolve) => {
      p.client().send({ kind: "config", method: "GET", path: "/", headers, body: "" }, resolve);
    });
    if (answer.kind !== "answered") return undefined;
    for (const field of answer.cookies ?? []) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(field) ?? [];
      jar.set(name, value);
    }
    return answer.revision;
  };
}

const sticky = (action: Action, DurationSeconds = 3600): Action => ({
  ...action,
  ForwardConfig: {
    ...action.ForwardConfig,
    TargetGroupStickinessConfig: { Enabled: true, DurationSeconds },
  },
});

/** Two groups with two tasks each; every task has a revision of its own, such as blue-1. */
async function twoSides(p: Platform) {
  const { blue, green, rule, listener } = await made(p);
  for (const [side, arn] of Object.entries({ blue, green })) {
    const tasks = [await p.task(`${side}-1`), await p.task(`${side}-2`)];
    await p.register(arn, ...tasks.map(({ ip }) => ip));
    await p.until(arn, "healthy");
  }
  const weigh = (a: number, b: number, seconds?: number) => {
    const action = forward([blue, a], [green, b]);
    return p.call("ModifyRule", { RuleArn: rule, Actions: [seconds ? sticky(action, seconds) : action] });
  };
  const attributes = (arn: string, values: Record<string, string>) =>
    p.call("ModifyTargetGroupAttributes", {
      TargetGroupArn: arn,
      Attributes: Object.entries(values).map(([Key, Value]) => ({ Key, Value })),
    });
  return { blue, green, rule, listener, weigh, attributes };
}

const sideOf = (revision: string | undefined): string | undefined => revision?.split("-")[0];

test("new users spread by weight, and whatever the weights become, each stays with its group", async () => {
  const weight = fc.integer({ min: 1, max: 99 });
  await fc.assert(
    fc.asyncProperty(weight, fc.nat(100), async (share, later) => {
      await on(async (p) => {
        const { weigh } = await twoSides(p);
        await weigh(share, 100 - share, 3600);
        const users = Array.from({ length: 300 }, () => browser(p));
        const first = await Promise.all(users.map((visit) => visit()));
        const blues = first.filter((revision) => sideOf(revision) === "blue").length;
        const expected = (users.length * share) / 100;
        // Six standard deviations, and one user for shares so small that the normal bound fails.
        expect(Math.abs(blues - expected)).toBeLessThanOrEqual(
          6 * Math.sqrt(expected * (1 - share / 100)) + 1,
        );
        await weigh(later, 100 - later, 3600);
        const second = await Promise.all(users.map((visit) => visit()));
        expect(second.map(sideOf)).toEqual(first.map(sideOf));
      })();
    }),
    { numRuns: 10 },
  );
});

test(
  "a user is free again when the time is over, when stickiness ends, or when the rule names the group no more",
  on(async (p) => {
    const { blue, weigh, rule } = await twoSides(p);
    const visit = browser(p);
    await weigh(100, 0, 60);
    expect(sideOf(await visit())).toBe("blue");
    await weigh(0, 100, 60);
    await p.clock.sleep(50_000);
    expect(sideOf(await visit())).toBe("blue");
    // The visit before started the minute anew.
    await p.clock.sleep(50_000);
    expect(sideOf(await visit())).toBe("blue");
    await p.clock.sleep(61_000);
    expect(sideOf(await visit())).toBe("green");
    await weigh(100, 0);
    expect(sideOf(await visit())).toBe("blue");
    await weigh(0, 100, 60);
    expect(sideOf(await visit())).toBe("green");
    await p.call("ModifyRule", { RuleArn: rule, Actions: [sticky(forward([blue, 1]))] });
    expect(sideOf(await visit())).toBe("blue");
  }),
);

test(
  "a user stays with its target while that is healthy, and gets another when it is deregistered",
  on(async (p) => {
    const { blue, weigh, attributes } = await twoSides(p);
    await attributes(blue, {
      "stickiness.enabled": "true",
      "stickiness.lb_cookie.duration_seconds": "600",
      "deregistration_delay.timeout_seconds": "300",
    });
    await weigh(1, 0, 3600);
    const users = Array.from({ length: 6 }, () => browser(p));
    const first = await Promise.all(users.map((visit) => visit()));
    expect(new Set(first)).toEqual(new Set(["blue-1", "blue-2"]));
    expect(await Promise.all(users.map((visit) => visit()))).toEqual(first);
    const { TargetHealthDescriptions = [] } = await p.call("DescribeTargetHealth", { TargetGroupArn: blue });
    const Id = TargetHealthDescriptions[0]?.Target?.Id;
    await p.call("DeregisterTargets", { TargetGroupArn: blue, Targets: [{ Id }] });
    expect(new Set(await Promise.all(users.map((visit) => visit())))).toEqual(new Set(["blue-2"]));
  }),
);

test(
  "several groups of which one has sticky targets need a sticky rule",
  on(async (p) => {
    const { blue, weigh, attributes } = await twoSides(p);
    await attributes(blue, { "stickiness.enabled": "true" });
    await expect(weigh(50, 50)).rejects.toMatchObject({ name: "InvalidLoadBalancerAction" });
    await weigh(50, 50, 60);
    await expect(weigh(50, 50, 604_801)).rejects.toMatchObject({ name: "ValidationError" });
  }),
);

test(
  "DescribeRules names the stickiness of a rule",
  on(async (p) => {
    const { weigh, rule } = await twoSides(p);
    await weigh(50, 50, 90);
    const { Rules } = await p.call("DescribeRules", { RuleArns: [rule] });
    expect(Rules?.[0]?.Actions?.[0]?.ForwardConfig?.TargetGroupStickinessConfig).toEqual({
      Enabled: true,
      DurationSeconds: 90,
    });
  }),
);

test(
  "cookies that are not the load balancer's bind to nothing",
  on(async (p) => {
    const { weigh } = await twoSides(p);
    await weigh(0, 1, 60);
    for (const cookie of ["AWSALBTG=", "AWSALBTG=%%%", `AWSALBTG=${btoa("{}")}`, "a=b; AWSALBTGCORS=x"]) {
      const answer = await new Promise<Answer>((resolve) => {
        p.client().send({ kind: "config", method: "GET", path: "/", headers: { cookie }, body: "" }, resolve);
      });
      expect(answer).toMatchObject({ kind: "answered", status: 200 });
    }
  }),
);
