import { describe, expect, test } from "vitest";
import {
  onStages,
  person,
  production,
  repository,
  type Stages,
  serving,
  staging,
} from "./pipeline.fixture.ts";

const [first, second] = ["us-east-1", "eu-west-1"];

/** Too few requests for a judge: a person promotes what asks for one, in either stage. */
function people({ world, clock, releases, phaseOf, promote, executions }: Stages): void {
  const places = [[staging, first] as const, [production, first] as const, [production, second] as const];
  world.background("people", async () => {
    for (let status = "RUNNING"; status === "RUNNING"; status = (await executions())[0]?.status ?? "") {
      await clock.sleep(60_000);
      for (const [of, where] of places)
        for (const name of await releases(of, where))
          if ((await phaseOf(of, where, name)) === "waiting-for-person") await promote(of, where, name);
    }
  });
}

describe("Given production in two regions,", () => {
  test("an approved image is released in the primary, then in the other, and what is followed is one release of both", () =>
    onStages({ everywhere: true, requestsPerSecond: 0.2 }, async (stages) => {
      await stages.push("v2");
      await stages.clock.sleep(10_000);
      const [execution] = await stages.executions();
      const { name: run = "", executionArn = "" } = execution ?? {};
      people(stages);
      await stages.reached(run, "waiting-for-approval");
      await stages.decide(run, "approve");
      expect(await stages.ending(executionArn)).toMatchObject({
        status: "SUCCEEDED",
        output: { outcome: "released" },
      });
      const [name = ""] = await stages.releases(production);
      expect(name).toMatch(/^pipeline-[0-9a-f]{8}-production-us-east-1$/);
      expect(await stages.releases(production, second)).toEqual([name.replace(first, second)]);
      const { production: followed, smoke } = (await stages.find(run)) ?? {};
      expect(followed?.sentence).toBe("it was promoted in every region");
      expect(followed?.execution).toMatch(
        /:signalbox-development-release-waves:pipeline-[0-9a-f]{8}-production$/,
      );
      expect(smoke?.passed).toBe(true);
    }));

  const approved = async (stages: Stages) => {
    const arn = await stages.start("r1");
    await stages.reached("r1", "waiting-for-approval");
    await stages.decide("r1", "approve");
    return await stages.ending(arn);
  };

  test("an image that every region serves has come to what was wanted", () =>
    onStages({ everywhere: true }, async (stages) => {
      expect((await approved(stages)).status).toBe("SUCCEEDED");
      expect((await stages.find("r1"))?.production?.sentence).toBe("every region served the image already");
      expect(await stages.releases(production)).toEqual([]);
    }));

  test("one that the primary serves and another region cannot have was not released", () =>
    onStages({ everywhere: true }, async (stages) => {
      const gone = { repositoryName: repository, imageIds: [{ imageTag: serving }] };
      await stages.world.call("ecr", "BatchDeleteImage", gone, { ...person, region: second });
      expect(await approved(stages)).toMatchObject({
        error: "Pipeline.NotReleased",
        cause: expect.stringMatching(
          /Release\.ServesInPart: open-webui in us-east-1.*; open-webui in eu-west-1/,
        ),
      });
      expect(await stages.releases(production, second)).toEqual([]);
    }));
});
