import type { Action } from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect, test } from "vitest";
import { clientOf } from "../../traffic/client.ts";
import type { Answer } from "../../world/plane/answer.ts";
import { forward } from "../../world/plane/platform.fixture.ts";
import { made, on, type Platform } from "./modelled.fixture.ts";

const fixed = (StatusCode: string): Action => ({
  Type: "fixed-response",
  FixedResponseConfig: { StatusCode },
});
const redirect: Action = { Type: "redirect", RedirectConfig: { StatusCode: "HTTP_302", Path: "/elsewhere" } };

const statusAt = async (p: Platform, port: number, path = "/") => {
  const url = p.plane.listening().find((open) => open.port === port)?.url ?? "";
  const answer = await new Promise<Answer>((resolve) => {
    const request = { kind: "config", method: "GET", path, headers: {}, body: "" } as const;
    clientOf(p.plane, url, p.clock).send(request, resolve);
  });
  return answer.kind === "answered" ? answer.status : answer.kind;
};

test(
  "each of a load balancer's listeners answers by its own rules, fixed and redirected ones as default and in a rule",
  on(async (p) => {
    const { blue, balancer } = await made(p);
    await p.register(blue, (await p.task("v1")).ip);
    await p.until(blue, "healthy");
    await p.listener(balancer, redirect, 8080);
    const teapot = await p.listener(balancer, fixed("418"), 8081);
    const path = (value: string) => ({ Field: "path-pattern", Values: [value] });
    await p.rule(teapot, 1, path("/moved"), redirect);
    await p.rule(teapot, 2, path("/chat"), forward([blue, 1]));
    await p.rule(teapot, 3, path("/gone"), fixed("410"));
    expect(await statusAt(p, 80)).toBe(200);
    expect(await statusAt(p, 8080)).toBe(302);
    const paths = ["/", "/moved", "/chat", "/gone"];
    expect(await Promise.all(paths.map((each) => statusAt(p, 8081, each)))).toEqual([418, 302, 200, 410]);
    const second = p.listener(balancer, redirect, 8081);
    await expect(second).rejects.toMatchObject({ name: "DuplicateListener" });
  }),
);

test(
  "the pages of DescribeRules hold every rule once, in the order of their priorities",
  on(async (p) => {
    const { listener } = await made(p);
    for (const priority of [40, 20, 30])
      await p.rule(listener, priority, { Field: "path-pattern", Values: [`/${priority}`] }, fixed("200"));
    const priorities: unknown[] = [];
    let Marker: string | undefined;
    do {
      const page = await p.call("DescribeRules", { ListenerArn: listener, PageSize: 2, Marker });
      expect(page.Rules?.length).toBeLessThanOrEqual(2);
      priorities.push(...(page.Rules ?? []).map(({ Priority }) => Priority));
      Marker = page.NextMarker;
    } while (Marker);
    expect(priorities).toEqual(["10", "20", "30", "40", "default"]);
  }),
);
