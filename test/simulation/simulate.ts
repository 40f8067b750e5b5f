import type { AnyWorkflow } from "@signalbox/functions/step";
import type { AnyLaptop } from "../workflows/laptop.fixture.ts";
import { redeploy } from "../workflows/redeploy.fixture.ts";
import { decide, ending, pushQuietly } from "../workflows/release.fixture.ts";
import { ask, goBack } from "../workflows/turns.fixture.ts";
import type { Ground } from "./ground.ts";
import { grounds } from "./grounds.ts";
import { streaming } from "./images.ts";
import { insisting } from "./insisting.ts";
import { unknownIn } from "./known-end.ts";
import { type Move, type Plan, tags } from "./plan.ts";
import { executionSizes, executionsOf, larger, ledgerSizes, type Sizes } from "./sizes.ts";
import { Watch } from "./watch.ts";

/** What came of a simulated release, with all that befell it. */
export interface Simulated {
  readonly plan: Plan;
  /** Names of errors, or of outcomes, of every release that was asked for. */
  readonly ends: readonly string[];
  readonly sent: number;
  readonly lost: number;
  /** Streams that were cut; every one is shorter than the deadlines. They are among the lost. */
  readonly cut: number;
  /** Why the end is neither of the two known states; empty where it is one. */
  readonly unknown: readonly string[];
  /** What was not as it must be at some moment. */
  readonly broken: readonly string[];
  /** How often the rules were seen. */
  readonly looks: number;
  /** From the first request for a release until none is under way, in the world's time. */
  readonly seconds: number;
  readonly strikes: number;
  readonly sizes: Sizes;
  /** What was done and what struck, with the seconds since the start. */
  readonly story: readonly string[];
}

interface Circumstances {
  /** Seconds of the world in a real one, over real HTTP; virtual time unless said. */
  readonly factor?: number;
  /** Workflows that are deployed otherwise than the registry has them. */
  readonly changed?: readonly AnyWorkflow[];
}

/** Plays a plan: its releases, what people do meanwhile, and its faults. */
export async function simulate(plan: Plan, { factor, changed = [] }: Circumstances = {}): Promise<Simulated> {
  const { seed } = plan;
  const ground = grounds[plan.strategy];
  const watch = new Watch();
  let simulated: Simulated | undefined;
  const setting = {
    seed,
    policy: plan.policy,
    requestsPerSecond: plan.requestsPerSecond,
    imageFor: streaming,
    guards: () => [watch.guard],
    ...(factor !== undefined && { factor }),
  };
  await ground.boot(setting, async (laptop) => {
    for (const workflow of changed) await redeploy(laptop, workflow);
    simulated = await play(plan, ground, laptop, watch);
  });
  if (!simulated) throw new Error(`seed ${seed} did not come to its end`);
  return simulated;
}

async function play(
  plan: Plan,
  ground: Ground<AnyLaptop>,
  laptop: AnyLaptop,
  watch: Watch,
): Promise<Simulated> {
  const { cloud, clock, traffic } = laptop;
  const over = new AbortController();
  watch.begin(laptop, ground, over.signal);
  const before = (await ground.resting(laptop)).serving;
  const old = new Set((await executionsOf(laptop, "release")).map(({ name }) => name));
  for (const tag of tags) await pushQuietly(laptop, tag, plan.images[tag]);
  const began = clock.now();
  const story: { readonly at: number; readonly text: string }[] = [];
  for (const { afterSeconds, fault } of plan.faults)
    laptop.world.background("a fault to come", async () => {
      // Added when it is due: a stale read is then no older than the fault.
      await clock.sleep(afterSeconds * 1000, over.signal).catch(() => {});
      if (!over.signal.aborted) cloud.faults.add(fault);
    });
  let asked = 0;
  for (const { afterSeconds, move } of plan.moves) {
    await clock.sleep(afterSeconds * 1000);
    story.push({ at: clock.now(), text: textOf(move) });
    await insisting(laptop, () => make(laptop, move, asked));
    if (move.kind === "ask" || move.kind === "back") asked++;
  }
  let known: number;
  do {
    const all = await insisting(laptop, () => executionsOf(laptop, "release"));
    known = all.length;
    for (const { executionArn } of all) await insisting(laptop, () => ending(laptop, executionArn));
  } while ((await insisting(laptop, () => executionsOf(laptop, "release"))).length > known);
  over.abort();
  const seconds = (clock.now() - began) / 1000;
  for (const { id } of cloud.faults.active()) cloud.faults.remove(id);
  // Events that are still on their way, and what they start, come to their end.
  await clock.sleep(120_000);
  await traffic.stop();
  const { sent, lost, losses } = traffic.ledger.snapshot();
  const struck = cloud.faults.struck();
  const runs = (await ended(laptop, plan)).filter(({ name }) => !old.has(name));
  let sizes = await ledgerSizes(laptop);
  for (const { arns } of runs)
    for (const arn of arns) sizes = larger(sizes, await executionSizes(laptop, arn));
  return {
    plan,
    ends: runs.map(({ end }) => end),
    sent,
    lost,
    cut: losses.cut,
    unknown: await unknownIn(laptop, ground, before),
    broken: watch.wrong,
    looks: watch.looks,
    seconds,
    strikes: struck.length,
    sizes,
    story: [
      ...story,
      ...struck.map(({ at, kind, what }) => ({ at: Date.parse(at), text: `⚡ ${kind}: ${what}` })),
      ...runs.map(({ at, end, name }) => ({ at, text: `${name} ended: ${end}` })),
    ]
      .toSorted((a, b) => a.at - b.at)
      .map(({ at, text }) => `${((at - began) / 1000).toFixed(1).padStart(8)} ${text}`),
  };
}

/** `asked` releases were asked for before. */
async function make(laptop: AnyLaptop, move: Move, asked: number): Promise<void> {
  if (move.kind === "ask") await ask(laptop, `r${asked}`, move.tag, { policy: { whenBusy: move.whenBusy } });
  else if (move.kind === "back") await goBack(laptop, `r${asked}`);
  else await decide(laptop, move.kind, `r${move.which % asked}`);
}

function textOf(move: Move): string {
  if (move.kind === "ask") return `asked for ${move.tag}, when busy ${move.whenBusy}`;
  return move.kind === "back" ? "asked for the way back" : `${move.kind} r${move.which} or another`;
}

/** Every release with its own execution and its strategy's. */
async function ended(laptop: AnyLaptop, { strategy }: Plan) {
  const children = await executionsOf(laptop, `release-${strategy}`);
  const asked = await executionsOf(laptop, "release");
  return await Promise.all(
    asked.toReversed().map(async ({ executionArn, name }) => {
      const { status, error } = await ending(laptop, executionArn);
      const { stopDate } = await laptop.world.call(
        "states",
        "DescribeExecution",
        { executionArn },
        {
          region: laptop.platform.region,
          principal: { kind: "person" },
        },
      );
      const arns = [
        executionArn,
        ...children.filter((one) => one.name === name).map((one) => one.executionArn),
      ];
      return { name, arns, at: stopDate?.getTime() ?? 0, end: error ?? status };
    }),
  );
}
