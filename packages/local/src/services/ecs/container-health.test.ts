import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readHealthCheck } from "./container-health.ts";
import { platform } from "./ecs.fixture.ts";

describe("a container's health check", () => {
  test.each([
    ["CMD-SHELL", ["curl -f http://localhost:8080/health || exit 1"], 8080, "/health"],
    ["CMD-SHELL", ["curl --silent --fail http://127.0.0.1:8080/ready?deep=1"], 8080, "/ready?deep=1"],
    ["CMD", ["curl", "-f", "http://localhost/"], 80, "/"],
    ["CMD-SHELL", ['wget -q --spider "http://localhost:8080/health" || exit 1'], 8080, "/health"],
  ])("%s %j is a request to the container", (form, words, port, path) => {
    expect(readHealthCheck("x", { command: [form, ...words] })).toMatchObject({ port, path, retries: 3 });
  });

  test.each([
    [["CMD-SHELL", "pg_isready"]],
    [["CMD-SHELL", "curl -f http://localhost:8080/ && rm -rf /"]],
    [["CMD-SHELL", "curl -f http://example.com/"]],
    [["curl", "http://localhost/"]],
  ])("%j is refused by name", (command) => {
    expect(() => readHealthCheck("x", { command })).toThrow(command.join(" "));
  });
});

describe("in a service", () => {
  let given: Awaited<ReturnType<typeof platform>>;
  beforeEach(async () => {
    given = await platform();
  });
  afterEach(() => given.stop());

  const deploy = async (version: string) => {
    const { containerDefinitions: [container] = [], ...definition } = given.definition(
      `open-webui:${version}`,
    );
    const healthCheck = {
      command: ["CMD-SHELL", "curl -f http://localhost:8080/ready || exit 1"],
      interval: 5,
      retries: 2,
      startPeriod: 20,
    };
    await given.call("RegisterTaskDefinition", {
      ...definition,
      containerDefinitions: [{ ...container, healthCheck }],
    });
  };

  test("a task counts once its container is HEALTHY, also without a load balancer", async () => {
    await given.push("v1");
    await deploy("v1");
    await given.create(1, { loadBalancers: [], healthCheckGracePeriodSeconds: undefined });
    await given.steady();
    expect(await given.tasks()).toMatchObject([
      { healthStatus: "HEALTHY", containers: [{ healthStatus: "HEALTHY" }] },
    ]);
  });

  test("a task whose container is UNHEALTHY is replaced", async () => {
    await given.push("v1", "unhealthy");
    await deploy("v1");
    await given.create(1, { loadBalancers: [], healthCheckGracePeriodSeconds: undefined });
    await given.pass(180);
    const stopped = await given.tasks("STOPPED");
    expect(stopped[0]).toMatchObject({ stoppedReason: "Task failed container health checks" });
    expect((await given.describe()).deployments?.[0]?.failedTasks).toBeGreaterThan(0);
  });
});
