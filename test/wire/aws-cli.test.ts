import { ecsServicesOf, listenerRulesOf } from "@signalbox/core/platform/platform";
import { type Booted, boot } from "@signalbox/local/boot";
import { names } from "@signalbox/local/deploy/development.fixture";
import { imageManifest } from "@signalbox/local/images/manifest";
import { realClock } from "@signalbox/local/world/clock";
import { afterAll, beforeAll, expect, it } from "vitest";
import { available, run } from "./available.ts";

const hasCli = await available("aws", "--version");
const machine = `arn:aws:states:us-east-1:123456789012:stateMachine:${names.deployed("release")}`;

let cloud: Booted;
beforeAll(async () => {
  if (!hasCli) return;
  cloud = await boot({ clock: realClock(10), port: 0, seed: 1, requestsPerSecond: 5, policy: {} });
});
afterAll(() => cloud?.stop());

async function aws(...args: string[]) {
  const keys = { AWS_ACCESS_KEY_ID: "AKIACLI", AWS_SECRET_ACCESS_KEY: "secret", AWS_PAGER: "" };
  const place = ["--endpoint-url", cloud.endpoint, "--region", "us-east-1", "--output", "json"];
  const { stdout } = await run("aws", [...place, ...args], { env: { ...process.env, ...keys } });
  return JSON.parse(stdout);
}

const executions = async (): Promise<{ executionArn: string; status: string }[]> =>
  (await aws("stepfunctions", "list-executions", "--state-machine-arn", machine)).executions;

it.runIf(hasCli)(
  "an image that the AWS CLI pushes starts a release, and the CLI reads back what it does",
  async () => {
    const manifest = imageManifest({ version: "cli-1", behaviour: "good" });
    const media = "application/vnd.oci.image.manifest.v1+json";
    const repository = ["--repository-name", names.repository("open-webui"), "--image-tag", "cli-1"];
    const put = [...repository, "--image-manifest", manifest, "--image-manifest-media-type", media];
    expect((await aws("ecr", "put-image", ...put)).image.imageId.imageTag).toBe("cli-1");
    await expect.poll(async () => (await executions()).length, { timeout: 120_000, interval: 500 }).toBe(1);

    const arn = (await executions())[0]?.executionArn ?? "";
    const group = cloud.platform.groups.find(({ name }) => name === "open-webui");
    const services = group ? ecsServicesOf(group) : [];
    const ruleArns = group ? listenerRulesOf(group) : [];
    const lock = { pk: { S: "group#open-webui" }, sk: { S: "lock" } };
    const held = () =>
      aws("dynamodb", "get-item", "--table-name", names.ledgerTable, "--key", JSON.stringify(lock));
    await expect.poll(async () => (await held())?.Item?.owner?.S, { timeout: 120_000 }).toBe(arn);
    const [described, history, rules, ecs, alarms] = await Promise.all([
      aws("stepfunctions", "describe-execution", "--execution-arn", arn),
      aws("stepfunctions", "get-execution-history", "--execution-arn", arn),
      aws("elbv2", "describe-rules", "--rule-arns", ...ruleArns),
      aws("ecs", "describe-services", "--cluster", group?.cluster ?? "", "--services", ...services),
      aws("cloudwatch", "describe-alarms"),
    ]);
    expect(described).toMatchObject({ executionArn: arn, status: "RUNNING" });
    expect(JSON.parse(described.input)).toMatchObject({
      image: { repository: names.repository("open-webui"), tag: "cli-1" },
      requestedBy: "ecr-push",
    });
    expect(history.events[0]).toMatchObject({ id: 1, previousEventId: 0, type: "ExecutionStarted" });
    expect(rules.Rules[0].Actions[0].ForwardConfig.TargetGroups).toHaveLength(2);
    expect(ecs.services.map(({ serviceName }: { serviceName: string }) => serviceName)).toEqual(services);
    const made = alarms.MetricAlarms.map(({ AlarmName }: { AlarmName: string }) => AlarmName);
    expect(made).toEqual(expect.arrayContaining(group?.policy.alarms.slice() ?? ["none"]));
  },
);

it.runIf(hasCli)("events in AWS's own name are refused as AWS refuses them", async () => {
  const entries = [{ Source: "aws.ecr", DetailType: "ECR Image Action", Detail: "{}" }];
  const put = await aws("events", "put-events", "--entries", JSON.stringify(entries));
  expect(put).toMatchObject({
    FailedEntryCount: 1,
    Entries: [{ ErrorCode: "NotAuthorizedForSourceException" }],
  });
});
