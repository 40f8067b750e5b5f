import { z } from "zod";
import { field, Name } from "./field.ts";
import { RegionName } from "./regions.ts";

const findings = z.int().min(0);

const job = (what: string) =>
  z.strictObject({
    command: field(z.array(z.string().min(1)).min(1), {
      description: `command of the container that runs the ${what} tests; its exit code is the verdict`,
      example: ["npm", "run", "integration"],
    }),
    environment: field(z.record(z.string(), z.string()), {
      description: "environment of that container, beside TEST_URL, TEST_JOB, TEST_IMAGE_DIGEST and TEST_RUN",
      example: { USERS: "20" },
    }).default({}),
    minutes: field(z.int().min(1).max(720), {
      description: "after which the tests are stopped and have failed",
      example: 15,
      unit: "min",
    }).default(15),
  });

/** What a pushed image goes through before users meet it; where the stage has several regions, they do in waves over them. Without it, a push is released at once. */
export const Pipeline = z.strictObject({
  groups: field(z.array(Name).min(1), {
    description: "release groups whose pushes go through it",
    example: ["open-webui"],
  }),
  staging: z.strictObject({
    stage: field(Name, {
      description: "another stage of the same name and account, where the image is released and tested first",
      example: "staging",
    }),
    region: field(RegionName, { description: "region of that stage", example: "us-east-1" }),
    url: field(z.url({ protocol: /^https?$/ }), {
      description: "where that stage is reached, which its tests are told",
      example: "https://chat.staging.example.com",
    }),
  }),
  scan: z
    .strictObject({
      critical: field(findings, {
        description: "most critical findings of ECR's scan that an image may have",
        example: 0,
      }).default(0),
      high: field(findings, {
        description: "the same of high ones; left out, as many as there are",
        example: 0,
      }).optional(),
      medium: field(findings, {
        description: "the same of medium ones; left out, as many as there are",
        example: 10,
      }).optional(),
      waitMinutes: field(z.int().min(1).max(240), {
        description:
          "how long the scan's result, and the same image in the other stage's repository, are waited for",
        example: 30,
        unit: "min",
      }).default(30),
    })
    .prefault({}),
  tests: z.strictObject({
    image: field(Name, { description: "image of `images` that all tests run in", example: "tests" }),
    cpu: field(z.union([256, 512, 1024, 2048, 4096].map((n) => z.literal(n))), {
      description: "CPU of a test task, 1024 for one virtual CPU",
      example: 1024,
      unit: "vCPU/1024",
    }).default(1024),
    memory: field(z.int().min(512).max(30_720), {
      description: "memory of a test task",
      example: 2048,
      unit: "MiB",
    }).default(2048),
    architecture: field(z.enum(["x86_64", "arm64"]), {
      description: "processor of the test tasks",
      example: "arm64",
    }).default("arm64"),
    integration: job("integration"),
    performance: job("performance").optional(),
    smoke: job("smoke"),
  }),
  approvalHours: field(z.int().min(1).max(168), {
    description: "how long people have to approve; after that production stays as it is",
    example: 24,
    unit: "h",
  }).default(24),
});
export type Pipeline = z.output<typeof Pipeline>;
