import type { ReleasePolicy } from "@signalbox/core/release/policy";
import { json, withServer } from "@signalbox/functions/web/server.fixture";
import { releaseCanary } from "@signalbox/functions/workflows/release-canary/workflow";
import type { Call, Guard } from "@signalbox/local/gate/gate";
import { describe, expect, test } from "vitest";
import { loadTest, previewedAt, saying, webhook } from "./gates.fixture.ts";
import { type AnyLaptop, type Laptop, onLaptop, onPlatform } from "./laptop.fixture.ts";
import { redeploy } from "./redeploy.fixture.ts";
import { acts, decide, ending, pushQuietly, reached, run, start, weights } from "./release.fixture.ts";
import { backend, policy as blueGreenPolicy, onBlueGreen, weightsOf } from "./release-blue-green.fixture.ts";
import { onRollingLaptop } from "./rolling.fixture.ts";
import { ask, goBack, quick } from "./turns.fixture.ts";

const policy = { ladder: [100], bakeSeconds: 60, drainSeconds: 60, holdSeconds: 60 };
const canary = { config: "development", group: "open-webui", strategy: "canary" } as const;

/** A laptop of which the policy has these gates. */
const gated = (gates: ReleasePolicy["gates"], scenario: (laptop: Laptop) => Promise<void>) =>
  onLaptop({ policy: { ...policy, gates } }, scenario);

const judged = async (laptop: AnyLaptop, name: string) =>
  (await acts(laptop, name)).flatMap(({ state, text }) => (state === "RunGate" ? [text] : []));

/** A gate's answer is written down. */
const journals = ({ operation, input }: Call): boolean =>
  operation === "PutItem" && JSON.stringify(input).includes('"RunGate"');

/** The first instant at which users met the candidate. */
const shifted = async (laptop: AnyLaptop, name: string) =>
  (await acts(laptop, name)).find(({ weight = 0 }) => weight > 0);

test("Given gates that pass, when an image is released, then each is asked once with the candidate's preview, before users meet it, and the release goes on", () =>
  withServer(
    (_, response) => json(response, saying("pass", "all 12 checks are green")),
    (url, received) =>
      gated([webhook(url), webhook(url, { name: "legal" })], async (laptop) => {
        await pushQuietly(laptop, "v2");
        const arn = await start(laptop, "r1", {});
        expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
        expect(await judged(laptop, "r1")).toEqual([
          "pass: smoke: all 12 checks are green",
          "pass: legal: all 12 checks are green",
        ]);
        expect(received).toHaveLength(2);
        expect(new Set(received.map(({ headers }) => headers["idempotency-key"])).size).toBe(2);
        expect(JSON.parse(received[0]!.body)).toMatchObject({
          gate: "smoke",
          release: { group: "open-webui", run: "r1", requestedBy: "ada" },
          side: "green",
          weight: 0,
          url: "https://us-east-1.chat.dev.example.com:8443",
        });
        const states = (await acts(laptop, "r1")).map(({ state }) => state);
        expect(states.lastIndexOf("RunGate")).toBeLessThan(states.indexOf("ShiftTraffic"));
      }),
  ));

test("Given a gate that fails, then the release turns back, the report has its sentence, and no user met the candidate", () =>
  withServer(
    (_, response) => json(response, saying("fail", "3 of 12 checks are red")),
    (url) =>
      gated([webhook(url)], async (laptop) => {
        await pushQuietly(laptop, "v2");
        const end = await ending(laptop, await start(laptop, "r1", {}));
        expect(end).toMatchObject({ error: "Release.RolledBack" });
        expect(end.cause).toContain("Release.GateFailed: smoke: 3 of 12 checks are red");
        expect(await shifted(laptop, "r1")).toBeUndefined();
        expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
        expect((await run(laptop, "r1"))?.report?.problem).toMatchObject({ error: "Release.GateFailed" });
        expect(Object.keys(laptop.traffic.ledger.snapshot().byRevision)).not.toContain("v2");
      }),
  ));

test("Given a webhook that never has an answer, then a person is asked with the gate's sentence, and a promote lets users in", () =>
  withServer(
    (_, response) => json(response, {}, 202),
    (url, received) =>
      gated([webhook(url, { attempts: 3 })], async (laptop) => {
        await pushQuietly(laptop, "v2");
        const arn = await start(laptop, "r1", {});
        await reached(laptop, "r1", "waiting-for-person");
        expect(received).toHaveLength(3);
        expect((await run(laptop, "r1"))?.analysis).toMatchObject({
          verdict: "inconclusive",
          sentence: "smoke gave no verdict: it answered 202",
        });
        expect(await shifted(laptop, "r1")).toBeUndefined();
        expect(await decide(laptop, "promote", "r1")).toMatchObject({ answered: true });
        expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
      }),
  ));

test("Given a candidate that dies while a person is asked about a gate, when the person promotes, then users wait until it is healthy again", () =>
  withServer(
    (_, response) => json(response, saying("inconclusive", "the test environment is down")),
    (url) =>
      gated([webhook(url)], async (laptop) => {
        await pushQuietly(laptop, "v2");
        const arn = await start(laptop, "r1", {});
        await reached(laptop, "r1", "waiting-for-person");
        laptop.cloud.faults.add({
          kind: "task-crash",
          service: "open-webui-green",
          region: "us-east-1",
          tasks: 3,
        });
        expect(await decide(laptop, "promote", "r1")).toMatchObject({ answered: true });
        expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
        expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
      }),
  ));

test("Given a gate that cannot tell, when nobody decides, then the release turns back", () =>
  withServer(
    (_, response) => json(response, saying("inconclusive", "the test environment is down")),
    (url) =>
      onLaptop({ policy: { ...policy, personSeconds: 600, gates: [webhook(url)] } }, async (laptop) => {
        await pushQuietly(laptop, "v2");
        const end = await ending(laptop, await start(laptop, "r1", {}));
        expect(end.cause).toContain("Release.NobodyDecided: a gate could not tell and nobody decided");
        expect(await shifted(laptop, "r1")).toBeUndefined();
      }),
  ));

test("Given a release whose gates are being asked, when a person aborts, then the next gate is not asked", () => {
  let aborted = async (): Promise<unknown> => undefined;
  const guard: Guard = async (call, next) => {
    if (journals(call)) await aborted();
    return await next(call);
  };
  return withServer(
    (_, response) => json(response, saying("pass", "fine")),
    (url, received) => {
      const gates = [webhook(url), webhook(url, { name: "legal" })];
      return onLaptop({ policy: { ...policy, gates }, guards: () => [guard] }, async (laptop) => {
        aborted = () => decide(laptop, "abort", "r1");
        await pushQuietly(laptop, "v2");
        const end = await ending(laptop, await start(laptop, "r1", {}));
        expect(end.cause).toContain("Release.Aborted: bob aborted");
        expect(received).toHaveLength(1);
      });
    },
  );
});

test("Given a Lambda that is cut off after it asked a gate, then the gate is asked again with the same key, and the journal has its answer once", () => {
  let cut = false;
  const never = new Promise<never>(() => {});
  const guard: Guard = async (call, next) => {
    if (cut || !journals(call)) return await next(call);
    cut = true;
    return await never;
  };
  return withServer(
    (_, response) => json(response, saying("pass", "fine")),
    (url, received) =>
      onLaptop({ policy: { ...policy, gates: [webhook(url)] }, guards: () => [guard] }, async (laptop) => {
        await pushQuietly(laptop, "v2");
        const arn = await start(laptop, "r1", {});
        expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
        expect(received).toHaveLength(2);
        expect(new Set(received.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
        expect(await judged(laptop, "r1")).toEqual(["pass: smoke: fine"]);
      }),
  );
});

describe("Given a way back,", () => {
  /** How a way back ends when the gates would say no by now, and how often they were asked. */
  const play = async (changed?: typeof releaseCanary) => {
    let verdict: "pass" | "fail" = "pass";
    let seen: unknown;
    await withServer(
      (_, response) => json(response, saying(verdict, "so it is")),
      (url, received) =>
        onLaptop({ policy: { ...quick, holdSeconds: 60, gates: [webhook(url)] } }, async (laptop) => {
          await pushQuietly(laptop, "v2");
          await ending(laptop, await ask(laptop, "r1", "v2"));
          if (changed) await redeploy(laptop, changed);
          verdict = "fail";
          const { status } = await ending(laptop, await goBack(laptop, "b1"));
          seen = { status, asked: received.length };
        }),
    );
    return seen;
  };

  test("then no gate is asked, and none can keep users on what a person has to leave", async () => {
    expect(await play()).toEqual({ status: "SUCCEEDED", asked: 1 });
  });

  test("then without that exception a gate would keep them there", async () => {
    const text = JSON.stringify(releaseCanary.machine);
    const machine = JSON.parse(text.replaceAll(" and $not($exists($release.back))", ""));
    expect(await play({ ...releaseCanary, machine })).toEqual({ status: "FAILED", asked: 2 });
  });
});

test.each([
  ["that serves well", 200, "promoted"],
  ["that fails every request", 500, "rolled-back"],
] as const)(
  "Given a load test, when the preview leads to a candidate %s, then it decides by counts, and names the side in the header",
  (_, status, outcome) =>
    withServer(
      (_request, response) => response.writeHead(status).end("ok"),
      (url, received) =>
        onPlatform(
          { ...canary, change: previewedAt(url) },
          { policy: { ...policy, gates: [loadTest] } },
          async (laptop) => {
            await pushQuietly(laptop, "v2");
            await ending(laptop, await start(laptop, "r1", {}));
            expect(received).toHaveLength(loadTest.requests);
            expect(received[0]).toMatchObject({
              method: "GET",
              path: "/health",
              headers: { "x-signalbox-side": "green" },
            });
            expect((await run(laptop, "r1"))?.report).toMatchObject({ outcome });
            const failed = status === 500 ? 40 : 0;
            expect((await judged(laptop, "r1"))[0]).toContain(`${failed} of 40 requests failed`);
          },
        ),
    ),
);

test("Given blue-green with a gate that fails, then users stay, and ECS ends the candidate that only the preview listener served", () =>
  withServer(
    (_, response) => json(response, saying("fail", "the page is blank")),
    (url, received) =>
      onBlueGreen({ policy: { gates: [webhook(url)] } }, async (laptop) => {
        const before = await weightsOf(laptop, "production");
        await pushQuietly(laptop, "v2");
        const end = await ending(laptop, await start(laptop, "r1", {}));
        expect(end.cause).toContain("Release.GateFailed: smoke: the page is blank");
        expect(await weightsOf(laptop, "production")).toEqual(before);
        expect(JSON.parse(received[0]!.body)).toMatchObject({ side: "blue", weight: 0 });
        expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
      }),
  ));

test("Given blue-green that a person promotes, when a gate cannot tell, then the person is asked once for both", () =>
  withServer(
    (_, response) => json(response, saying("inconclusive", "the browser crashed")),
    (url) =>
      onPlatform(
        backend,
        { policy: { ...blueGreenPolicy, promotion: "manual", gates: [webhook(url)] } },
        async (laptop) => {
          await pushQuietly(laptop, "v2");
          const arn = await start(laptop, "r1", {});
          await reached(laptop, "r1", "waiting-for-person");
          expect((await run(laptop, "r1"))?.analysis?.sentence).toBe("smoke: the browser crashed");
          await decide(laptop, "promote", "r1");
          expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
          const waits = (await acts(laptop, "r1")).filter(({ text }) =>
            text.startsWith("waits for a person"),
          );
          expect(waits).toHaveLength(1);
        },
      ),
  ));

test("Given a rolling release with a gate that fails, then no task is replaced", () =>
  withServer(
    (_, response) => json(response, saying("fail", "no")),
    (url) =>
      onRollingLaptop({ policy: { gates: [webhook(url)] }, warmUpSeconds: 60 }, async (laptop) => {
        await pushQuietly(laptop, "v2");
        const end = await ending(laptop, await start(laptop, "r1", { group: laptop.group.name }));
        expect(end.cause).toContain("Release.GateFailed: smoke: no");
        const states = (await acts(laptop, "r1")).map(({ state }) => state);
        expect(states).not.toContain("StartDeployment");
      }),
  ));
