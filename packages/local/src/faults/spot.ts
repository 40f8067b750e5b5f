import { instanceOf } from "../services/ecs/spot.ts";
import type { TaskProcess, TaskSpec } from "../world/plane/plane.ts";
import type { World } from "../world/world.ts";
import type { Book, Entry } from "./book.ts";
import { pick } from "./hazards.ts";
import type { Fault } from "./kinds.ts";

/** From EC2's notice until the instance shuts down. */
const noticeMs = 120_000;
/** What Docker gives a container that is told to end when its host shuts down. */
const graceSeconds = 10;

type Shared = Pick<World, "account" | "background" | "clock" | "events" | "random">;

/**
 * Takes back the instances of some tasks: EC2 says that they are at risk, and warns of the end; two minutes later each task that is
 * still there hears SIGTERM.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html
 */
export function spotInterruptions(
  world: Shared,
  book: Book,
  running: ReadonlyMap<TaskSpec, TaskProcess>,
): (entry: Entry<Fault<"spot-interruption">>) => void {
  const { clock, background } = world;
  const ids = world.random.fork("spot warnings");

  const tell = (region: string, instance: string, detailType: string, detail: object): void =>
    world.events.publish({
      version: "0",
      id: ids.uuid(),
      "detail-type": detailType,
      source: "aws.ec2",
      account: world.account,
      time: new Date(clock.now()).toISOString().replace(/\.\d+Z$/, "Z"),
      region,
      resources: [`arn:aws:ec2:${region}:${world.account}:instance/${instance}`],
      detail: { "instance-id": instance, ...detail },
    });

  const interrupt = (entry: Entry<Fault<"spot-interruption">>): void => {
    const { service, region, tasks } = entry.fault;
    const theirs = [...running].filter(([spec]) => spec.region === region && spec.service === service);
    for (const [spec, process] of pick(theirs, tasks, entry.chance)) {
      const instance = instanceOf(spec.arn);
      book.strikes(entry, `${spec.arn} of ${service} on ${instance}`);
      tell(region, instance, "EC2 Instance Rebalance Recommendation", {});
      tell(region, instance, "EC2 Spot Instance Interruption Warning", { "instance-action": "terminate" });
      background(`the end of ${instance}`, async () => {
        await clock.sleep(noticeMs);
        await process.stop(graceSeconds);
      });
    }
  };
  return (entry) =>
    background("a Spot interruption", async () => {
      if (entry.from > clock.now()) await clock.sleep(entry.from - clock.now());
      if (book.active().includes(entry)) interrupt(entry);
      book.remove(entry.id);
    });
}
