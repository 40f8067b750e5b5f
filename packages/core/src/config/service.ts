import { z } from "zod";
import { ReleasePolicy } from "../release/policy.ts";
import { field, Name, seconds } from "./field.ts";

const Scaling = z.strictObject({
  min: field(z.int().min(0).max(1000), { description: "least tasks", example: 3 }).default(3),
  max: field(z.int().min(1).max(1000), { description: "most tasks", example: 10 }).default(10),
  standbyMin: field(z.int().min(0).max(1000), {
    description:
      "least tasks in a standby region; left out, as many as `min`, since Route 53 may send it all traffic before anybody has scaled it",
    example: 1,
  }).optional(),
  cpuPercent: field(z.int().min(10).max(100), {
    description: "CPU use that scaling aims at",
    example: 70,
    unit: "%",
  }).default(70),
  memoryPercent: field(z.int().min(10).max(100), {
    description: "memory use that scaling aims at",
    example: 80,
    unit: "%",
  }).default(80),
  requestsPerMinute: field(z.int().min(1), {
    description: "requests a minute and task that scaling aims at; left out, requests do not scale it",
    example: 1000,
  }).optional(),
});

/** One GPU for each task, on an instance of a pool. */
const Gpu = z.strictObject({
  pool: field(Name, { description: "pool of `inference.pools` whose instances it runs on", example: "gpu" }),
  modelsPath: field(z.string().startsWith("/"), {
    description:
      "where the container keeps the weights that it fetches; the instance keeps them for its next task. Left out, they go with the task",
    example: "/models",
  }).optional(),
});

const routeKind = <Kind extends string>(kind: Kind, description: string) =>
  field(z.literal(kind), { description, example: kind });

/** How a service is reached. */
export const Route = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: routeKind("public", "from outside, by paths of the public load balancer"),
    paths: field(z.array(z.string().startsWith("/")).min(1).max(20), {
      description: "path patterns of the public load balancer; the longest wins",
      example: ["/api/v1/auths/*", "/oauth/*"],
    }),
  }),
  z.strictObject({
    kind: routeKind("internal-load-balancer", "by other services, at one address with health checks"),
  }),
  z.strictObject({ kind: routeKind("service-connect", "by other services, by its name") }),
]);
export type Route = z.output<typeof Route>;

const healthCommand = z
  .array(z.string())
  .min(2)
  .refine(([how = ""]) => ["CMD", "CMD-SHELL"].includes(how), {
    error: "a health check begins with CMD (a program and its arguments) or CMD-SHELL (a line for the shell)",
  });

/** One entry of the service catalogue: an ECS service, or the pair of them that a canary needs. */
export const Service = z.strictObject({
  group: field(Name, {
    description: "release group; services with one database and one image share it and are released together",
    example: "open-webui",
  }),
  image: field(Name, {
    description: "image of the catalogue's `images` that the service runs",
    example: "open-webui",
  }),
  port: field(z.int().min(1).max(65_535), { description: "port of the container", example: 8080 }),
  route: Route,
  readyPath: field(z.string().startsWith("/"), {
    description: "path that the load balancer asks: 2xx means send me requests",
    example: "/ready",
  }).default("/health"),
  command: field(z.array(z.string()).min(1), {
    description: "arguments of the container; left out, the image's own",
    example: ["--model", "Qwen/Qwen3-8B"],
  }).optional(),
  healthCommand: field(healthCommand, {
    description: "command of the container's own health check; left out, the image's own counts",
    example: ["CMD-SHELL", "curl --fail http://localhost:8080/health"],
  }).optional(),
  cpu: field(z.union([256, 512, 1024, 2048, 4096, 8192, 16384].map((n) => z.literal(n))), {
    description: "CPU of a task, 1024 for one virtual CPU",
    example: 1024,
    unit: "vCPU/1024",
  }).default(1024),
  memory: field(z.int().min(512).max(122_880), {
    description: "memory of a task",
    example: 2048,
    unit: "MiB",
  }).default(2048),
  architecture: field(z.enum(["x86_64", "arm64"]), {
    description: "processor of the tasks; images are built for both",
    example: "arm64",
  }).default("arm64"),
  gpu: Gpu.optional(),
  scaling: Scaling.prefault({}),
  spotPercent: field(z.int().min(0).max(100), {
    description: "share of the tasks on Fargate Spot, which AWS may take back",
    example: 0,
    unit: "%",
  }).default(0),
  environment: field(z.record(z.string(), z.string()), {
    description: "environment of the container, beside what the platform itself sets",
    example: { THREAD_POOL_SIZE: "2000" },
  }).default({}),
  needs: field(z.array(z.enum(["database", "cache", "files", "identity", "inference"])), {
    description: "what the tasks reach, and get addresses and credentials of",
    example: ["database", "cache", "files", "identity", "inference"],
  }).default([]),
  generations: field(z.literal("open-webui"), {
    description:
      "as whom the service writes what it generates just now to the cache, so that a release by canary or blue-green waits for it; open-webui: the hash `<REDIS_KEY_PREFIX>:tasks`",
    example: "open-webui",
  }).optional(),
  readOnlyRoot: field(z.boolean(), {
    description: "whether the container's own file system is read-only",
    example: true,
  }).default(true),
  writable: field(z.record(z.string().startsWith("/"), z.int().min(1).max(30_720)), {
    description:
      "directories in memory that the container may write to, empty at each start, by their most MiB; they count as the task's memory",
    example: { "/tmp": 256 },
    unit: "MiB",
  }).default({ "/tmp": 256 }),
  user: field(z.string().regex(/^\d+(:\d+)?$/), {
    description: "user and group that the container runs as, whatever the image says",
    example: "1000:0",
  }).default("1000:0"),
  drainSeconds: field(seconds(0, 3600), {
    description: "how long the load balancer lets open streams of a leaving task end",
    example: 300,
    unit: "s",
  }).default(300),
  stopSeconds: field(seconds(2, 120), {
    description:
      "how long a container has between SIGTERM and SIGKILL; Fargate allows 120. Where a platform of several regions needs the database, it is 30 at most: a region that is left stops writing in that time",
    example: 120,
    unit: "s",
  }).default(120),
});
export type Service = z.output<typeof Service>;

export const strategies = ["canary", "blue-green", "rolling"] as const;

/** What is released together. */
export const Group = z.strictObject({
  strategy: field(z.enum(strategies), {
    description: "how a new version takes over",
    example: "canary",
  }).default("canary"),
  policy: ReleasePolicy.omit({ alarms: true }).prefault({}),
  upgrade: z
    .strictObject({
      migrations: field(z.literal("open-webui"), {
        description:
          "as whom the image migrates the database; open-webui: Alembic, in the package open_webui",
        example: "open-webui",
      }),
    })
    .optional()
    .meta({
      description:
        "of a group whose image owns the database's schema: its releases are rehearsed on a clone first, and released as that allows",
    }),
});
export type Group = z.output<typeof Group>;

/** An image that the platform runs, in its own repository. */
export const Image = z.strictObject({
  source: field(z.string().min(1), {
    description: "where the first image is copied from; every later one is pushed",
    example: "ghcr.io/open-webui/open-webui",
  }),
  version: field(z.string().min(1), { description: "tag of the first image", example: "v0.11.0" }),
});
