import { afterEach, beforeEach, expect, test } from "vitest";
import { platform } from "./ecs.fixture.ts";

let given: Awaited<ReturnType<typeof platform>>;
beforeEach(async () => {
  given = await platform();
  await given.push("v1");
  await given.register("v1");
});
afterEach(() => given.stop());

const protect = async (expiresInMinutes = 10) => {
  const [task] = await given.tasks();
  const arn = task?.taskArn ?? "";
  const { protectedTasks } = await given.call("UpdateTaskProtection", {
    cluster: "chat",
    tasks: [arn],
    protectionEnabled: true,
    expiresInMinutes,
  });
  expect(protectedTasks).toMatchObject([{ taskArn: arn, protectionEnabled: true }]);
  return arn;
};
const arns = async () => (await given.tasks()).map(({ taskArn }) => taskArn);

test("scale-in passes a protected task over, until its protection ends", async () => {
  await given.create(3);
  await given.steady();
  const kept = await protect();
  await given.call("UpdateService", { cluster: "chat", service: "blue", desiredCount: 1 });
  await given.pass(120);
  expect(await arns()).toEqual([kept]);
  await given.call("UpdateService", { cluster: "chat", service: "blue", desiredCount: 0 });
  await given.pass(120);
  expect(await arns()).toEqual([kept]);
  await given.pass(600);
  expect(await arns()).toEqual([]);
});

test("a deployment waits for a protected task and goes on when the protection is taken away", async () => {
  await given.create(2);
  await given.steady();
  const kept = await protect(60);
  await given.call("UpdateService", { cluster: "chat", service: "blue", forceNewDeployment: true });
  await given.pass(300);
  expect(await arns()).toContain(kept);
  expect((await given.describe()).deployments).toMatchObject([
    { rolloutState: "IN_PROGRESS" },
    { status: "ACTIVE" },
  ]);
  await given.call("UpdateTaskProtection", { cluster: "chat", tasks: [kept], protectionEnabled: false });
  await given.steady();
  expect(await arns()).not.toContain(kept);
});

test("what is no running task of a service cannot be protected", async () => {
  await given.create(1);
  await given.steady();
  const { protectedTasks, failures } = await given.call("GetTaskProtection", { cluster: "chat" });
  expect([protectedTasks?.length, failures]).toEqual([1, []]);
  const { failures: missing } = await given.call("UpdateTaskProtection", {
    cluster: "chat",
    tasks: ["0123"],
    protectionEnabled: true,
  });
  expect(missing).toMatchObject([{ reason: "MISSING" }]);
  await expect(protect(2881)).rejects.toThrow("between 1 and 2880");
});
