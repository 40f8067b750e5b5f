import { boot } from "@signalbox/local/boot";
import { names } from "@signalbox/local/deploy/development.fixture";
import { imageManifest } from "@signalbox/local/images/manifest";
import { clockOf } from "@signalbox/local/store/clock";
import { openStore } from "@signalbox/local/store/store";

/**
 * A local cloud of its own, to be killed: takes up what stands in the directory, starts one release if there is none, and
 * ends with it. Prints a line when the release runs, so many milliseconds of the world later, and when it has ended.
 */
const [directory = "", factor = "1", momentMs] = process.argv.slice(2);
const image = { repository: names.repository("open-webui"), tag: "v2" };
const stateMachine = `stateMachine:${names.deployed("release")}`;
const region = "us-east-1";
const caller = { region, principal: { kind: "person" } } as const;

const store = openStore(directory);
const clock = clockOf(store, Number(factor));
const policy = {
  ladder: [25, 100],
  bakeSeconds: 30,
  leastMinutes: 1,
  // A kill takes the minute's metrics with it: the bake is extended until there are others.
  extensions: 10,
  // A release that asked a person all the same would fail the test, not hang it.
  personSeconds: 60,
  drainSeconds: 5,
  holdSeconds: 5,
};
const { world, traffic, stop } = await boot({
  clock,
  port: 0,
  seed: 1,
  requestsPerSecond: 2,
  rehearsals: false,
  // At ten times real time, a minute is six seconds of a machine that may be busy with other tests.
  policy: { ...policy, latencySeconds: 60, acceptableRate: 0.5, acceptableSlowRate: 0.5 },
  store,
});
traffic.start();

const stateMachineArn = `arn:aws:states:${region}:${world.account}:${stateMachine}`;
const executionArn = `${stateMachineArn.replace(":stateMachine:", ":execution:")}:release`;
const { executions = [] } = await world.call("states", "ListExecutions", { stateMachineArn }, caller);
if (executions.length === 0) {
  // Else ECR's event would start another release of the same image.
  await world.call("events", "DisableRule", { Name: names.deployed("release-ecr-push") }, caller);
  const { imageIds = [] } = await world.call(
    "ecr",
    "ListImages",
    { repositoryName: image.repository },
    caller,
  );
  if (!imageIds.some(({ imageTag }) => imageTag === image.tag))
    await world.call(
      "ecr",
      "PutImage",
      {
        repositoryName: image.repository,
        imageTag: image.tag,
        imageManifest: imageManifest({ behaviour: "good", version: image.tag }),
      },
      caller,
    );
  const input = JSON.stringify({ requestedBy: "ada", image });
  await world.call("states", "StartExecution", { stateMachineArn, name: "release", input }, caller);
}
console.log("runs");
if (momentMs !== undefined) void clock.sleep(Number(momentMs)).then(() => console.log("now"));
for (;;) {
  const { status, output, error, cause } = await world.call(
    "states",
    "DescribeExecution",
    { executionArn },
    caller,
  );
  if (status !== "RUNNING") {
    console.log(`ended ${JSON.stringify({ status, output, error, cause })}`);
    break;
  }
  await clock.sleep(1000);
}
await stop();
store.close();
