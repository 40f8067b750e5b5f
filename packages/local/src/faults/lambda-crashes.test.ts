import { expect, test } from "vitest";
import { quietCloud, region } from "./faulty.fixture.ts";

const roleArn = "arn:aws:iam::123456789012:role/worker";

/** A function that makes two topics, one after the other. */
function install({ cloud }: ReturnType<typeof quietCloud>): void {
  cloud.roles.createRole({ arn: roleArn, statements: [{ actions: ["sns:*"], resources: ["*"] }] });
  cloud.lambda.install({
    functionName: "worker",
    region,
    roleArn,
    timeoutSeconds: 60,
    memoryMb: 128,
    environment: {},
    load: async (killed) => {
      const { sns } = cloud.clientsOf({ roleArn, region, session: "worker", killed });
      const { CreateTopicCommand } = await import("@aws-sdk/client-sns");
      return async () => {
        await sns.send(new CreateTopicCommand({ Name: "one" }));
        await sns.send(new CreateTopicCommand({ Name: "two" }));
        return "done";
      };
    },
  });
}

async function outcome(fault: object) {
  const here = quietCloud();
  const { cloud, clock } = here;
  install(here);
  cloud.faults.add(fault);
  const caller = { region, principal: { kind: "person" } } as const;
  const invoke = () => clock.run(cloud.world.call("lambda", "Invoke", { FunctionName: "worker" }, caller));
  const answer = await invoke();
  await clock.run(clock.sleep(120_000));
  const made = cloud.log.calls().filter(({ operation }) => operation === "CreateTopic").length;
  const again = (await invoke()).Payload?.transformToString();
  return { error: answer.FunctionError, payload: answer.Payload?.transformToString(), made, again };
}

test("a Lambda that crashes before its second call has made one; the next attempt is sound", async () => {
  const crash = { kind: "lambda-crash", function: "worker", when: "before", call: 2, count: 1 };
  expect(await outcome(crash)).toMatchObject({
    error: "Unhandled",
    payload: expect.stringContaining('"errorType":"Runtime.ExitError"'),
    made: 1,
    again: '"done"',
  });
});

test("one that crashes after it has made both, though nobody heard", async () => {
  const crash = {
    kind: "lambda-crash",
    function: "worker",
    when: "after",
    call: 2,
    operation: "CreateTopic",
    count: 1,
  };
  expect(await outcome(crash)).toMatchObject({ error: "Unhandled", made: 2, again: '"done"' });
});

test("one that runs past its time does nothing any more", async () => {
  const late = { kind: "delay", operation: "CreateTopic", seconds: 70, count: 1 };
  // The delayed call itself is on its way and takes effect; the second one is never made.
  expect(await outcome(late)).toMatchObject({
    payload: expect.stringContaining("Sandbox.Timedout"),
    made: 1,
    again: '"done"',
  });
});
