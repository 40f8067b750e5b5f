import { afterEach, beforeEach, expect, test } from "vitest";
import { platform } from "./ecs.fixture.ts";

let given: Awaited<ReturnType<typeof platform>>;
beforeEach(async () => {
  given = await platform();
  await given.push("v1");
  await given.register("v1");
});
afterEach(() => given.stop());

const list = async (status?: "SUCCESSFUL") =>
  (
    await given.call("ListServiceDeployments", {
      cluster: "chat",
      service: "blue",
      ...(status && { status: [status] }),
    })
  ).serviceDeployments ?? [];

test("a service's deployments are listed with what became of them", async () => {
  await given.create(1, {
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
  });
  expect((await list()).map(({ status }) => status)).toEqual(["IN_PROGRESS"]);
  await given.steady();
  await given.push("v2", "unhealthy");
  const taskDefinition = await given.register("v2");
  await given.call("UpdateService", { cluster: "chat", service: "blue", taskDefinition });
  for (let waited = 0; waited < 240 && (await list())[0]?.status !== "ROLLBACK_SUCCESSFUL"; waited++)
    await given.pass(5);
  const [bad, good] = await list();
  expect([bad?.status, good?.status]).toEqual(["ROLLBACK_SUCCESSFUL", "SUCCESSFUL"]);
  expect(await list("SUCCESSFUL")).toEqual([good]);
  const { serviceDeployments, failures } = await given.call("DescribeServiceDeployments", {
    serviceDeploymentArns: [bad?.serviceDeploymentArn ?? "", "arn:aws:ecs:us-east-1:1:service-deployment/x"],
  });
  expect(serviceDeployments).toMatchObject([
    {
      statusReason: "ECS deployment circuit breaker: tasks failed to start.",
      sourceServiceRevisions: [{ arn: good?.targetServiceRevisionArn }],
      rollback: { serviceRevisionArn: good?.targetServiceRevisionArn },
      deploymentCircuitBreaker: { status: "TRIGGERED", threshold: 3 },
    },
  ]);
  expect(failures).toMatchObject([{ reason: "MISSING" }]);
  const { serviceRevisions } = await given.call("DescribeServiceRevisions", {
    serviceRevisionArns: [bad?.targetServiceRevisionArn ?? ""],
  });
  expect(serviceRevisions).toMatchObject([
    {
      taskDefinition,
      containerImages: [{ containerName: "open-webui", imageDigest: expect.stringMatching(/^sha256:/) }],
    },
  ]);
});

test("a deployment that a newer one overtakes is stopped", async () => {
  await given.create(2);
  await given.call("UpdateService", { cluster: "chat", service: "blue", forceNewDeployment: true });
  expect((await list()).map(({ status }) => status)).toEqual(["IN_PROGRESS", "STOPPED"]);
  await given.steady();
  expect((await list()).map(({ status }) => status)).toEqual(["SUCCESSFUL", "STOPPED"]);
});
