import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { doubles } from "../../images/catalogue.ts";
import { platform } from "./ecs.fixture.ts";

let given: Awaited<ReturnType<typeof platform>>;
beforeEach(async () => {
  given = await platform();
  await given.push("v1");
  await given.register("v1");
});
afterEach(() => given.stop());

test("a task stopped before it runs never starts its container", async () => {
  await given.create(1);
  await given.pass(1);
  const [task] = await given.tasks();
  await given.call("StopTask", { cluster: "chat", task: task?.taskArn });
  await given.pass(3);
  const { tasks } = await given.call("DescribeTasks", { cluster: "chat", tasks: [task?.taskArn ?? ""] });
  expect(tasks).toMatchObject([{ lastStatus: "STOPPED", stoppedReason: "Task stopped by user" }]);
  expect(tasks?.[0]?.startedAt).toBeUndefined();
});

describe("a task that cannot start", () => {
  test("for want of its image says so, and is tried again ever more slowly", async () => {
    await given.register("v9");
    await given.create(1);
    await given.pass(1800);
    const stopped = await given.tasks("STOPPED");
    expect(stopped[0]).toMatchObject({
      stopCode: "TaskFailedToStart",
      stoppedReason:
        "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 123456789012.dkr.ecr.us-east-1.amazonaws.com/open-webui:v9: 123456789012.dkr.ecr.us-east-1.amazonaws.com/open-webui:v9: not found",
    });
    // Without the delay it would be one every ten seconds.
    expect(stopped.length).toBeLessThan(12);
    expect(stopped.length).toBeGreaterThan(4);
    expect((await given.describe()).events?.map(({ message }) => message)).toContain(
      "(service blue) is unable to consistently start tasks successfully.",
    );
    expect(given.details("ECS Service Action")).toContainEqual(
      expect.objectContaining({ eventType: "WARN", eventName: "SERVICE_TASK_START_IMPAIRED" }),
    );
    await given.push("v9");
    await given.call("UpdateService", { cluster: "chat", service: "blue", forceNewDeployment: true });
    await given.pass(120);
    expect((await given.describe()).runningCount).toBe(1);
  });

  test("for want of a double names the ones there are", async () => {
    const person = { region: "us-east-1", principal: { kind: "person" } } as const;
    await given.world.call("ecr", "CreateRepository", { repositoryName: "nginx" }, person);
    await given.world.call(
      "ecr",
      "PutImage",
      { repositoryName: "nginx", imageTag: "1", imageManifest: "{}" },
      person,
    );
    await given.call("RegisterTaskDefinition", given.definition("nginx:1"));
    await given.create(1);
    await given.pass(15);
    expect((await given.tasks("STOPPED"))[0]?.stoppedReason).toBe(
      `CannotStartContainerError: the local cloud has no double of nginx; it has ${doubles.join(", ")}`,
    );
  });

  test("because its container exits is replaced, with exit code and reason told", async () => {
    const person = { region: "us-east-1", principal: { kind: "person" } } as const;
    const manifest = { annotations: { "dev.signalbox.behaviour": "sleepy" } };
    await given.world.call(
      "ecr",
      "PutImage",
      { repositoryName: "open-webui", imageTag: "v3", imageManifest: JSON.stringify(manifest) },
      person,
    );
    await given.register("v3");
    await given.create(1);
    await given.pass(60);
    const [stopped] = await given.tasks("STOPPED");
    expect(stopped).toMatchObject({
      stopCode: "EssentialContainerExited",
      stoppedReason: "Essential container in task exited",
      containers: [{ exitCode: 1, reason: expect.stringContaining("sleepy") }],
    });
    expect((await given.describe()).events?.length).toBeGreaterThan(3);
  });
});
