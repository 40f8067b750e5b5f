import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Standing } from "@signalbox/core/ledger/records";
import type { ReleaseRequest } from "@signalbox/core/release/request";
import { ledgerOf } from "@signalbox/functions/aws/ledger";
import { readTickets } from "@signalbox/functions/aws/queue";
import { type AnyLaptop, names, person } from "./laptop.fixture.ts";
import { item, start } from "./release.fixture.ts";

/** Quick, and judged by nobody: what these scenarios are about is who goes when. */
export const quick = {
  ladder: [50, 100],
  bakeSeconds: 60,
  extensions: 0,
  holdSeconds: 120,
  drainSeconds: 60,
  personSeconds: 600,
};

/** Asks for a version of the group. */
export const ask = (laptop: AnyLaptop, run: string, tag: string, more: Partial<ReleaseRequest> = {}) =>
  start(laptop, run, { image: { repository: laptop.group.repository, tag }, ...more });

/** Asks for the way back, as `signalbox rollback` does. */
export async function goBack(laptop: AnyLaptop, name: string): Promise<string> {
  const input = { group: laptop.group.name, back: true, requestedBy: "ada", reason: "answers are empty" };
  const { stateMachineArn } = await laptop.world.call(
    "states",
    "DescribeStateMachine",
    { stateMachineArn: machineOf(laptop) },
    person,
  );
  const started = await laptop.world.call(
    "states",
    "StartExecution",
    { stateMachineArn, name, input: JSON.stringify(input) },
    person,
  );
  return started.executionArn ?? "";
}

const machineOf = ({ platform }: AnyLaptop): string =>
  `arn:aws:states:${platform.region}:${platform.account}:stateMachine:${names.deployed("release")}`;

/** Who waits for a turn, by name. */
export async function queued({ reader, platform, group }: AnyLaptop): Promise<string[]> {
  const tickets = await readTickets(ledgerOf({ aws: reader, platform }, group.name));
  return tickets.map(({ run }) => run).toSorted();
}

/** Waits until a release holds a ticket. */
export async function waits(laptop: AnyLaptop, run: string): Promise<void> {
  const limit = laptop.clock.now() + 600_000;
  while (!(await queued(laptop)).includes(run)) {
    if (laptop.clock.now() > limit) throw new Error(`${run} does not wait`);
    await laptop.clock.sleep(500);
  }
}

export const standing = (laptop: AnyLaptop) => item(laptop, ledgerKeys.standing, Standing);

/** Invokes a function of the platform as the command does. */
export async function invoke(
  laptop: Pick<AnyLaptop, "world">,
  name: string,
  request: object,
): Promise<unknown> {
  const answer = await laptop.world.call(
    "lambda",
    "Invoke",
    { FunctionName: names.deployed(name), Payload: new TextEncoder().encode(JSON.stringify(request)) },
    person,
  );
  return JSON.parse(answer.Payload?.transformToString() ?? "null");
}
