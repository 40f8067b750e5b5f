import { expect, test } from "vitest";
import { surroundings } from "../testing.ts";
import { secretsmanager } from "./service.ts";

const RotationLambdaARN = "arn:aws:lambda:us-east-1:123456789012:function:rotate";

/** A secret whose function does AWS's four steps, as far as `does` lets it. */
async function rotating(does: (step: string) => boolean = () => true) {
  const steps: string[] = [];
  const cloud = surroundings((world) => [secretsmanager(world)], {
    answer: ({ input }) => {
      const { Step, SecretId, ClientRequestToken } = JSON.parse(
        Buffer.from("Payload" in input ? (input.Payload as Uint8Array) : []).toString(),
      );
      steps.push(Step);
      if (!does(Step)) return { StatusCode: 200, FunctionError: "Unhandled" };
      return act(Step, SecretId, ClientRequestToken).then(() => ({ StatusCode: 200 }));
    },
  });
  const { call } = cloud;
  const { VersionId: first = "" } = await call("secretsmanager", "CreateSecret", {
    Name: "s",
    SecretString: "one",
  });
  const own = { region: "us-east-1", principal: { kind: "person" } } as const;
  const act = async (step: string, SecretId: string, token: string): Promise<void> => {
    if (step === "createSecret")
      await cloud.world.call(
        "secretsmanager",
        "PutSecretValue",
        { SecretId, ClientRequestToken: token, SecretString: "two", VersionStages: ["AWSPENDING"] },
        own,
      );
    if (step === "finishSecret")
      await cloud.world.call(
        "secretsmanager",
        "UpdateSecretVersionStage",
        { SecretId, VersionStage: "AWSCURRENT", MoveToVersionId: token, RemoveFromVersionId: first },
        own,
      );
  };
  const rotate = (input: object = {}) => call("secretsmanager", "RotateSecret", { SecretId: "s", ...input });
  const value = async () => (await call("secretsmanager", "GetSecretValue", { SecretId: "s" })).SecretString;
  const describe = () => call("secretsmanager", "DescribeSecret", { SecretId: "s" });
  return { ...cloud, steps, rotate, value, describe, first };
}

test("a rotation calls its function's four steps, whose new value is current then", async () => {
  const { rotate, pass, steps, value, describe, first, clock } = await rotating();
  await expect(rotate()).rejects.toMatchObject({ name: "InvalidRequestException" });
  const { VersionId = "" } = await rotate({
    RotationLambdaARN,
    RotationRules: { AutomaticallyAfterDays: 30 },
  });
  await pass(1);
  expect(steps).toEqual(["createSecret", "setSecret", "testSecret", "finishSecret"]);
  expect(await value()).toBe("two");
  expect(await describe()).toMatchObject({
    RotationEnabled: true,
    RotationLambdaARN,
    RotationRules: { AutomaticallyAfterDays: 30 },
    LastRotatedDate: new Date(clock.now() - 1),
    VersionIdsToStages: { [first]: ["AWSPREVIOUS"], [VersionId]: ["AWSCURRENT"] },
  });
});

test("a step that throws leaves the old value current, and the same token goes on", async () => {
  let broken = true;
  const { rotate, pass, value, describe } = await rotating((step) => !(broken && step === "testSecret"));
  const { VersionId = "" } = await rotate({ RotationLambdaARN });
  await pass(1);
  expect(await value()).toBe("one");
  expect((await describe()).VersionIdsToStages?.[VersionId]).toEqual(["AWSPENDING"]);
  await expect(rotate()).rejects.toMatchObject({ name: "InvalidRequestException" });
  broken = false;
  await rotate({ ClientRequestToken: VersionId });
  await pass(1);
  expect(await value()).toBe("two");
});
