import { afterEach, beforeEach, expect, test } from "vitest";
import type { TaskSpec } from "../../world/plane/plane.ts";
import { platform } from "./ecs.fixture.ts";

const person = { region: "us-east-1", principal: { kind: "person" } } as const;
const arn = "arn:aws:ssm:us-east-1:123456789012:parameter/chat/database-host";

let given: Awaited<ReturnType<typeof platform>>;
let started: TaskSpec[];
beforeEach(async () => {
  given = await platform();
  await given.push("v1");
  started = [];
  const start = given.world.plane.start;
  given.world.plane.start = (task) => {
    started.push(task);
    return start(task);
  };
});
afterEach(() => given.stop());

const register = (name = "DATABASE_HOST", valueFrom = arn) => {
  const { containerDefinitions: [container] = [], ...rest } = given.definition("open-webui:v1");
  const environment = [{ name: "PORT", value: "8080" }];
  const secrets = [{ name, valueFrom }];
  return given.call("RegisterTaskDefinition", {
    ...rest,
    containerDefinitions: [{ ...container, environment, secrets }],
  });
};
const put = (Value: string) =>
  given.world.call(
    "ssm",
    "PutParameter",
    { Name: "/chat/database-host", Type: "String", Value, Overwrite: true },
    person,
  );
const hosts = () => started.map(({ environment }) => environment.DATABASE_HOST);

test("a container has what its parameter held when it started, whatever becomes of the parameter", async () => {
  await put("old.example");
  const { taskDefinition } = await register();
  expect(taskDefinition?.containerDefinitions?.[0]?.secrets).toEqual([
    { name: "DATABASE_HOST", valueFrom: arn },
  ]);
  await given.create(1);
  await given.steady();
  await put("new.example");
  await given.pass(300);
  expect(hosts()).toEqual(["old.example"]);
  await given.call("UpdateService", { cluster: "chat", service: "blue", forceNewDeployment: true });
  await given.steady();
  expect(hosts()).toEqual(["old.example", "new.example"]);
});

test("a parameter that is not there keeps its task from starting, which says so", async () => {
  await register();
  await given.create(1);
  await given.pass(120);
  const [task] = await given.tasks("STOPPED");
  expect(task).toMatchObject({ stopCode: "TaskFailedToStart" });
  expect(task?.stoppedReason).toMatch(/^ResourceInitializationError: .*invalid ssm parameters: arn:aws:ssm/);
  expect(started).toEqual([]);
});

test("a variable that is there twice, and what is no parameter, are refused when they are registered", async () => {
  await expect(register("PORT")).rejects.toMatchObject({ name: "ClientException" });
  await expect(register("KEY", "arn:aws:secretsmanager:us-east-1:123456789012:secret:key")).rejects.toThrow(
    /other values than SSM parameters/,
  );
});
