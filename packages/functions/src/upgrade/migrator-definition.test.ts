import { expect, test } from "vitest";
import { migratorCommand } from "./migrator.ts";
import { migratorDefinition } from "./migrator-definition.ts";

const stable = (more: object = {}) => ({
  family: "chat-web",
  cpu: "1024",
  enableFaultInjection: true,
  taskRoleArn: "arn:aws:iam::1:role/task",
  containerDefinitions: [
    {
      name: "web",
      image: "web@sha256:old",
      portMappings: [{ containerPort: 8080 }],
      healthCheck: { command: ["CMD-SHELL", "curl localhost"] },
      dependsOn: [{ containerName: "collector", condition: "START" as const }],
      environment: [
        { name: "ENABLE_DB_MIGRATIONS", value: "false" },
        { name: "DATABASE_NAME", value: "chat" },
      ],
      secrets: [
        { name: "DATABASE_HOST", valueFrom: "/chat/connections/database-host" },
        { name: "DATABASE_PASSWORD", valueFrom: "arn:secret" },
      ],
      logConfiguration: {
        logDriver: "awslogs" as const,
        options: { "awslogs-group": "/chat/web", mode: "non-blocking", "max-buffer-size": "8m" },
      },
      ...more,
    },
    { name: "collector", image: "collector" },
  ],
});
const migrator = { family: "chat-web-migrator", container: "web", image: "web@sha256:new", mark: "run-7" };

test("a migrator is the service's container with the new image, its command and nothing that serves", () => {
  const definition = migratorDefinition(stable(), migrator);
  expect(definition).toMatchObject({
    family: "chat-web-migrator",
    cpu: "1024",
    taskRoleArn: stable().taskRoleArn,
  });
  expect(definition).not.toHaveProperty("enableFaultInjection");
  expect(definition.containerDefinitions).toEqual([
    {
      name: "web",
      image: "web@sha256:new",
      essential: true,
      command: migratorCommand,
      portMappings: [],
      environment: [
        { name: "DATABASE_NAME", value: "chat" },
        { name: "ENABLE_DB_MIGRATIONS", value: "true" },
        { name: "SIGNALBOX_RUN", value: "run-7" },
      ],
      secrets: [
        { name: "DATABASE_HOST", valueFrom: "/chat/connections/database-host" },
        { name: "DATABASE_PASSWORD", valueFrom: "arn:secret" },
      ],
      logConfiguration: {
        logDriver: "awslogs",
        options: { "awslogs-group": "/chat/web", mode: "blocking" },
      },
    },
  ]);
});

test("the migrator of a rehearsal knows the clone alone, and refuses any other host", () => {
  const { containerDefinitions } = migratorDefinition(stable(), { ...migrator, host: "clone.example" });
  const [{ environment, secrets } = {}] = containerDefinitions ?? [];
  expect(secrets).toEqual([{ name: "DATABASE_PASSWORD", valueFrom: "arn:secret" }]);
  expect(environment).toContainEqual({ name: "DATABASE_HOST", value: "clone.example" });
  expect(environment).toContainEqual({ name: "SIGNALBOX_DATABASE_HOST", value: "clone.example" });
});

test.each([
  [
    "names its database by a URL",
    {
      secrets: [
        { name: "DATABASE_HOST", valueFrom: "/a" },
        { name: "DATABASE_URL", valueFrom: "/b" },
      ],
    },
  ],
  ["has no DATABASE_HOST", { secrets: [] }],
])("a service that %s is not rehearsed, since it would reach production", (_how, more) => {
  expect(() => migratorDefinition(stable(more), { ...migrator, host: "clone.example" })).toThrow(
    expect.objectContaining({ name: "Upgrade.NotRedirected" }),
  );
});
