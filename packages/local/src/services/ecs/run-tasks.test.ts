import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LogRecord } from "../../world/world.ts";
import type { Input } from "../service.ts";
import { platform } from "./ecs.fixture.ts";

let given: Awaited<ReturnType<typeof platform>>;
beforeEach(async () => {
  given = await platform();
  await given.push("v1");
  await given.register("v1");
});
afterEach(() => given.stop());

const run = (more: Partial<Input<"ecs", "RunTask">> = {}) =>
  given.call("RunTask", {
    cluster: "chat",
    taskDefinition: "open-webui",
    launchType: "FARGATE",
    networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-a"] } },
    ...more,
  });
const described = async (arn: string | undefined) =>
  (await given.call("DescribeTasks", { cluster: "chat", tasks: [arn ?? ""], include: ["TAGS"] })).tasks?.[0];

describe("RunTask", () => {
  test("runs tasks that belong to no service until somebody stops them", async () => {
    const { tasks = [] } = await run({
      count: 2,
      startedBy: "migration/7",
      tags: [{ key: "stage", value: "test" }],
    });
    expect(tasks).toMatchObject(
      Array(2).fill({ lastStatus: "PROVISIONING", group: "family:open-webui", startedBy: "migration/7" }),
    );
    await given.pass(20);
    const [first] = tasks;
    expect(await described(first?.taskArn)).toMatchObject({
      lastStatus: "RUNNING",
      tags: [{ key: "stage", value: "test" }],
    });
    const started = await given.call("ListTasks", { cluster: "chat", startedBy: "migration/7" });
    expect(started.taskArns).toHaveLength(2);
    expect((await given.call("ListServices", { cluster: "chat" })).serviceArns).toEqual([]);
    await given.call("StopTask", { cluster: "chat", task: first?.taskArn, reason: "done" });
    await given.pass(40);
    expect(await described(first?.taskArn)).toMatchObject({ lastStatus: "STOPPED", stoppedReason: "done" });
    await given.pass(3700);
    expect(await described(first?.taskArn)).toBeUndefined();
  });

  test("is done once for a client token, and refused where the token comes with something else", async () => {
    const first = await run({ clientToken: "once" });
    const again = await run({ clientToken: "once" });
    expect(again.tasks?.map(({ taskArn }) => taskArn)).toEqual(first.tasks?.map(({ taskArn }) => taskArn));
    await expect(run({ clientToken: "once", count: 2 })).rejects.toMatchObject({ name: "ConflictException" });
  });

  test("gives the container another environment for this run alone", async () => {
    const environment = [{ name: "WEBUI_NAME", value: "Rehearsal" }];
    const { tasks } = await run({
      overrides: { containerOverrides: [{ name: "open-webui", environment }] },
    });
    await given.pass(20);
    expect((await described(tasks?.[0]?.taskArn))?.lastStatus).toBe("RUNNING");
    const { taskDefinition } = await given.call("DescribeTaskDefinition", { taskDefinition: "open-webui" });
    expect(taskDefinition?.containerDefinitions?.[0]?.environment).toEqual([]);
  });

  test("runs another command than the image's, whose end is the task's and whose words stand in its stream", async () => {
    const said: LogRecord[] = [];
    given.world.logs.subscribe((record) => said.push(record));
    const definition = given.definition("open-webui:v1");
    const logConfiguration = {
      logDriver: "awslogs" as const,
      options: {
        "awslogs-group": "/chat/web",
        "awslogs-region": "us-east-1",
        "awslogs-stream-prefix": "web",
      },
    };
    const containerDefinitions = definition.containerDefinitions?.map((container) => ({
      ...container,
      command: ["nothing"],
      logConfiguration,
    }));
    await given.call("RegisterTaskDefinition", { ...definition, containerDefinitions });
    const own = { name: "open-webui", command: ["nonsense", "--now"] };
    for (const more of [{}, { overrides: { containerOverrides: [own] } }]) {
      const { tasks: [task] = [] } = await run(more);
      await given.pass(60);
      expect(await described(task?.taskArn)).toMatchObject({
        lastStatus: "STOPPED",
        stopCode: "EssentialContainerExited",
        containers: [{ exitCode: 127 }],
        overrides: { containerOverrides: [more.overrides ? own : { name: "open-webui" }] },
      });
      expect(said.at(-1)).toEqual({
        region: "us-east-1",
        group: "/chat/web",
        stream: `web/open-webui/${task?.taskArn?.split("/").at(-1)}`,
        lines: [`exec: "${more.overrides ? "nonsense" : "nothing"}": executable file not found in $PATH`],
      });
    }
  });

  test.each([
    ["more than ten tasks", { count: 11 }, "count must be between 1 and 10"],
    ["no launch type", { launchType: undefined }, "launchType EC2"],
    ["no network", { networkConfiguration: undefined }, "Network Configuration must be provided"],
    [
      "another size",
      { overrides: { containerOverrides: [{ name: "open-webui", cpu: 10 }] } },
      "cpu of RunTask.overrides.containerOverrides",
    ],
    [
      "a container that is not there",
      { overrides: { containerOverrides: [{ name: "x" }] } },
      "Override for container named x is not a container",
    ],
  ])("with %s is refused", async (_, more, message) => {
    await expect(run(more)).rejects.toThrow(message);
  });
});
