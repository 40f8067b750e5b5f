import type { Guard } from "@signalbox/local/gate/gate";
import { describe, expect, test } from "vitest";
import { onStages, production, repository, type Stages, serving, staging } from "./pipeline.fixture.ts";

/** Of staging's releases, which has no pipeline of its own and hears pushes, those that the pipeline has started. */
const byPipeline = async ({ releases }: Stages): Promise<string[]> =>
  (await releases(staging)).filter((name) => name.startsWith("pipeline-"));

test("a push goes through staging, its tests and a person to production, and no release starts by itself", () =>
  onStages({ requestsPerSecond: 20 }, async (stages) => {
    await stages.push("v2");
    await stages.clock.sleep(10_000);
    const [execution] = await stages.executions();
    const { name: run = "", executionArn = "" } = execution ?? {};
    await stages.reached(run, "waiting-for-approval");
    expect(await stages.releases(production)).toEqual([]);
    expect(await stages.decide(run, "approve")).toMatchObject({ answered: true });
    expect(await stages.ending(executionArn)).toMatchObject({
      status: "SUCCEEDED",
      output: { outcome: "released" },
    });
    expect(await stages.find(run)).toMatchObject({
      outcome: "released",
      scan: "the scan found nothing",
      // It has no pipeline, so that the push to it was a release of its own.
      staging: { sentence: "it served the image already" },
      health: expect.stringMatching(/^staging is healthy: /),
      integration: { passed: true },
      performance: { passed: true },
      said: { action: "approve", by: "bob", reason: "for the test" },
      production: { sentence: "it was promoted" },
      smoke: { passed: true },
    });
    const tested = await stages.evidence(run, "smoke");
    expect(tested.log[0]).toMatch(/smoke tests of model:\/\/signalbox-development-public/);
    expect(tested.report).toEqual({ requests: 5, failures: [] });
    expect(await stages.running()).toEqual([]);
    expect((await stages.lease())?.owner).toBeUndefined();
  }));

describe("before anything is deployed,", () => {
  test("findings over the limit refuse, and a scan is waited for", () =>
    onStages({}, async (stages) => {
      await stages.push("v2", { CRITICAL: 1, HIGH: 3 });
      await stages.clock.sleep(10_000);
      const [execution] = await stages.executions();
      expect(await stages.ending(execution?.executionArn ?? "")).toMatchObject({
        status: "FAILED",
        error: "Pipeline.FindingsOverLimit",
        cause: expect.stringContaining("1 critical, 0 allowed"),
      });
      expect(await byPipeline(stages)).toEqual([]);
    }));

  test("an image that the stage before has not is refused when its time is over", () =>
    onStages({}, async (stages) => {
      await stages.put(production, "v2");
      await stages.clock.sleep(10_000);
      const [execution] = await stages.executions();
      expect(await stages.ending(execution?.executionArn ?? "")).toMatchObject({
        error: "Pipeline.NotInStaging",
      });
      expect(await byPipeline(stages)).toEqual([]);
    }));

  test("a request is refused that names no image, no group of the pipeline or what ECR has not", () =>
    onStages({}, async (stages) => {
      const refused = async (name: string, request: object) =>
        (await stages.ending(await stages.start(name, request))).error;
      expect(await refused("a", { image: { repository, tag: "v9" } })).toBe("Pipeline.ImageNotFound");
      expect(await refused("b", { group: "ollama" })).toBe("Pipeline.InvalidRequest");
      expect(await refused("c", { image: { repository } })).toBe("Pipeline.InvalidRequest");
    }));

  test("a tag that can be moved is refused, and its digest is not", () => {
    const movable: Guard = async (call, next) => {
      const answer = await next(call);
      if (call.operation !== "DescribeRepositories") return answer;
      return { repositories: [{ imageTagMutability: "MUTABLE" }] };
    };
    return onStages({ guards: () => [movable] }, async (stages) => {
      const { cause = "", error } = await stages.ending(await stages.start("a"));
      expect(error).toBe("Pipeline.MutableTag");
      const [digest = ""] = /sha256:[0-9a-f]+/.exec(cause) ?? [];
      await stages.start("b", { image: { repository, tag: serving, digest } });
      await stages.reached("b", "testing");
    });
  });

  test("another push of the same image is the same run", () =>
    onStages({}, async (stages) => {
      await stages.put(production, "again", serving);
      await stages.clock.sleep(10_000);
      const [first] = await stages.executions();
      await stages.put(production, "once-more", serving);
      await stages.clock.sleep(20_000);
      const all = await stages.executions();
      const second = all.find(({ name }) => name !== first?.name);
      expect((await stages.ending(second?.executionArn ?? "")).output).toEqual({
        outcome: "repeated",
        run: first?.name,
      });
    }));
});

describe("in doubt it stops:", () => {
  test("tests that fail keep the image from production, with the end of their log", () =>
    onStages({ tests: "failing" }, async (stages) => {
      const arn = await stages.start("r1");
      expect(await stages.ending(arn)).toMatchObject({
        error: "Pipeline.TestsFailed",
        cause: "the integration tests: they ended with exit code 1",
      });
      expect((await stages.evidence("r1", "integration")).log).toContain("the answer to a chat is empty");
      expect(await stages.releases(production)).toEqual([]);
    }));

  test("tests that hang are stopped when their time is over", () =>
    onStages({ tests: "hanging" }, async (stages) => {
      const arn = await stages.start("r1");
      expect(await stages.ending(arn)).toMatchObject({
        error: "Pipeline.TestsFailed",
        cause: "the integration tests: they had not ended after 300 s and were stopped",
      });
      expect(await stages.running()).toEqual([]);
    }));

  test("production serves it and its smoke tests fail: people are told, and where the way back is", () =>
    onStages({ tests: "failing-smoke" }, async (stages) => {
      const arn = await stages.start("r1");
      await stages.reached("r1", "waiting-for-approval");
      await stages.decide("r1", "approve");
      expect(await stages.ending(arn)).toMatchObject({ error: "Pipeline.SmokeTestsFailed" });
      expect(await stages.find("r1")).toMatchObject({ outcome: "released-with-doubt" });
      const told = stages.calls.flatMap(({ operation, input }) =>
        operation === "Publish" && "Subject" in input && `${input.Subject}`.startsWith("signalbox-")
          ? [input.Subject]
          : [],
      );
      expect(told).toEqual([
        "signalbox-development: open-webui v0.11.0 waits for approval before production",
        "signalbox-development: open-webui v0.11.0 serves in production, and its smoke tests did not pass",
      ]);
    }));

  test("nobody approves, and production stays as it is", () =>
    onStages({}, async (stages) => {
      const arn = await stages.start("r1");
      await stages.reached("r1", "waiting-for-approval");
      const since = stages.clock.now();
      expect(await stages.ending(arn)).toMatchObject({ error: "Pipeline.NobodyDecided" });
      expect(stages.clock.now() - since).toBeGreaterThan(3_590_000);
      expect(await stages.releases(production)).toEqual([]);
    }));

  test.each(["waiting-for-approval", "testing"] as const)("a person refuses while it is %s", (phase) =>
    onStages({}, async (stages) => {
      const arn = await stages.start("r1");
      await stages.reached("r1", phase);
      await stages.decide("open-webui", "refuse");
      expect(await stages.ending(arn)).toMatchObject({
        error: "Pipeline.Refused",
        cause: "bob refused: for the test",
      });
      expect(await stages.decide("r1", "approve")).toMatchObject({ errorType: "Pipeline.NotWaiting" });
      expect(await stages.running()).toEqual([]);
      expect(await stages.releases(production)).toEqual([]);
    }),
  );

  test("an approval before its time says nothing", () =>
    onStages({}, async (stages) => {
      await stages.start("r1");
      await stages.reached("r1", "testing");
      expect(await stages.decide("r1", "approve")).toMatchObject({ errorType: "Pipeline.NotWaiting" });
    }));

  test("a newer push takes the place of a run that waits for people", () =>
    onStages({}, async (stages) => {
      const older = await stages.start("r1");
      await stages.reached("r1", "waiting-for-approval");
      await stages.push("v2");
      expect(await stages.ending(older)).toMatchObject({ error: "Pipeline.Superseded" });
      expect(await stages.decide("r1", "approve")).toMatchObject({ errorType: "Pipeline.NotWaiting" });
      const newer = (await stages.executions()).find(({ name }) => name !== "r1");
      await stages.reached(newer?.name ?? "", "staging");
    }));
});
