import { GetParametersByPathCommand } from "@aws-sdk/client-ssm";
import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import { ReleasePolicy } from "@signalbox/core/release/policy";
import { expect, test } from "vitest";
import { type Laptop, names, onLaptop, person, region } from "./laptop.fixture.ts";
import { announce } from "./split.fixture.ts";

const quiet = { requestsPerSecond: 0 };
const regionParameter = `${names.platformParameters}/region`;

const rolling = (name: string): ReleaseGroup => ({
  strategy: "rolling",
  name,
  repository: names.repository(name),
  cluster: names.cluster,
  policy: ReleasePolicy.parse({}),
  services: [{ name, container: name, service: name }],
});

/** Calls a Lambda that asks for nothing but its platform. */
async function wake({ world }: Laptop) {
  const event = { time: "2026-01-01T00:00:00Z", detail: { alarmName: "none", state: { value: "ALARM" } } };
  const Payload = new TextEncoder().encode(JSON.stringify(event));
  const FunctionName = names.deployed("wake");
  const { FunctionError, Payload: answer } = await world.call(
    "lambda",
    "Invoke",
    { FunctionName, Payload },
    person,
  );
  return { failed: FunctionError !== undefined, answer: JSON.parse(answer?.transformToString() ?? "null") };
}

test("a Lambda without its parameters names the one that is missing, and works once it is there", () =>
  onLaptop(quiet, async (laptop) => {
    const { world, cloud } = laptop;
    cloud.lambda.restart(names.deployed("wake"), region);
    const { Parameter } = await world.call("ssm", "GetParameter", { Name: regionParameter }, person);
    await world.call("ssm", "DeleteParameter", { Name: regionParameter }, person);
    expect(await wake(laptop)).toMatchObject({
      failed: true,
      answer: {
        errorMessage: `there is no SSM parameter ${regionParameter}; deploy the stage, which writes it`,
      },
    });
    const back = { Name: regionParameter, Value: Parameter?.Value, Type: "String" } as const;
    await world.call("ssm", "PutParameter", back, person);
    expect(await wake(laptop)).toEqual({ failed: false, answer: { woken: [] } });
  }));

test("a platform of more parameters than a page holds is read whole, once for each environment", () =>
  onLaptop(quiet, async (laptop) => {
    const many = Array.from({ length: 8 }, (_, index) => rolling(`service-${index}`));
    await announce(laptop, ...many);
    const { length } = laptop.calls;
    expect(await wake(laptop)).toMatchObject({ failed: false });
    expect(await wake(laptop)).toMatchObject({ failed: false });
    const since = laptop.calls.slice(length);
    const reads = since.filter(({ operation }) => operation === "GetParametersByPath");
    expect(reads.length).toBeGreaterThan(1);
    expect(
      reads.filter(({ input }) => !("NextToken" in input) || input.NextToken === undefined),
    ).toHaveLength(1);
    // It looked at the ledger of every group.
    expect(JSON.stringify(since)).toContain("group#service-7");
  }));

test("a Lambda may read its platform and no other parameter", () =>
  onLaptop(quiet, async ({ reader, platform }) => {
    const read = (Path: string) => reader.ssm.send(new GetParametersByPathCommand({ Path, Recursive: true }));
    const { Parameters } = await read(names.platformParameters);
    expect(Parameters?.find(({ Name }) => Name === regionParameter)?.Value).toContain(platform.account);
    await expect(read("/")).rejects.toMatchObject({ name: "AccessDeniedException" });
    await expect(read("/signalbox-production/platform")).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
  }));
