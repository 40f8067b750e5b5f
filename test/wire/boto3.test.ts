import { fileURLToPath } from "node:url";
import { boot } from "@signalbox/local/boot";
import { modules } from "@signalbox/local/services/modules";
import { realClock } from "@signalbox/local/world/clock";
import { expect, it } from "vitest";
import { available, run } from "./available.ts";

const hasBoto = await available("python3", "-c", "import boto3");
const script = fileURLToPath(new URL("boto3-services.py", import.meta.url));

/** What boto3 reads back from each service after it has written to it. */
const expected: Record<keyof typeof modules, unknown> = {
  "application-autoscaling": ["ecs:service:DesiredCount"],
  backup: [7, "InvalidRequestException"],
  dynamodb: { id: { S: "1" }, n: { N: "3" } },
  ecr: "signalbox-development/open-webui",
  ecs: ["ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE"],
  elasticfilesystem: ["creating", "FileSystemAlreadyExists"],
  elasticloadbalancing: ["fixed-response", "forward"],
  events: ["ENABLED", 0, true],
  kms: ["Enabled", "NotFoundException"],
  lambda: { twice: 42 },
  logs: "packed",
  monitoring: ["Orders", 10],
  rds: ["creating", "postgres", "DBClusterAlreadyExistsFault"],
  route53: ["boto.example.com.", "NoSuchHealthCheck"],
  "route53-recovery-cluster": [0, "ResourceNotFoundException"],
  s3: ["hello", ["a/b", "a/c"], "NoSuchKey", "404"],
  scheduler: "rate(1 hour)",
  secretsmanager: "hush",
  sns: true,
  sqs: "hello",
  ssm: "green",
  states: { n: 8 },
  sts: "123456789012",
};

it.runIf(hasBoto)("boto3 works with every service of the booted cloud", async () => {
  const clock = realClock(5);
  const cloud = await boot({ clock, port: 0, seed: 1, requestsPerSecond: 1, policy: {} });
  try {
    const { stdout } = await run("python3", [script, cloud.endpoint, ...Object.keys(modules)]);
    expect(JSON.parse(stdout)).toEqual(expected);
  } finally {
    await cloud.stop();
  }
});
