import type { AnyWorkflow } from "@signalbox/functions/step";
import { backup } from "@signalbox/functions/workflows/backup/workflow";
import { copy } from "@signalbox/functions/workflows/copy/workflow";
import { lookAtContents } from "@signalbox/functions/workflows/look-at-contents/workflow";
import { prune } from "@signalbox/functions/workflows/prune/workflow";
import { restore } from "@signalbox/functions/workflows/restore/workflow";
import { verifyBackup } from "@signalbox/functions/workflows/verify-backup/workflow";
import { databasesOf } from "@signalbox/local/world/database/databases";
import { type Chats, onChats } from "../../workflows/chats.fixture.ts";
import { insisting } from "../insisting.ts";
import { type Judged, judge } from "./judge.ts";
import type { RecoveryPlan } from "./plan.ts";

/** What came of a simulated recovery, with all that befell it. */
export interface Recovered extends Judged {
  readonly plan: RecoveryPlan;
  readonly acknowledged: number;
  readonly strikes: number;
  /** How the runs ended, by workflow. */
  readonly ends: Readonly<Record<string, string>>;
  /** What was done and what struck, with the seconds since the start. */
  readonly story: readonly string[];
}

const classId = "database/daily";
const daily = {
  id: classId,
  target: "database",
  schedule: "cron(0 3 * * ? *)",
  timezone: "UTC",
  retentionDays: 30,
  copyRetentionDays: 365,
} as const;
const workflows = [backup, copy, prune, lookAtContents, verifyBackup, restore];

/** Backs a database up that is written to all the time, has the point copied and verified, lets something happen, and restores. */
export async function recover(plan: RecoveryPlan, changed: readonly AnyWorkflow[] = []): Promise<Recovered> {
  let recovered: Recovered | undefined;
  const setting = {
    permanent: true,
    copiedTo: "eu-west-1",
    classes: [daily],
    workflows: workflows.map((one) => changed.find(({ name }) => name === one.name) ?? one),
  };
  await onChats(setting, async (chats) => {
    recovered = await play(plan, chats);
  });
  if (!recovered) throw new Error(`seed ${plan.seed} did not come to its end`);
  return recovered;
}

async function play(plan: RecoveryPlan, chats: Chats): Promise<Recovered> {
  const { acknowledged, clock, cloud, world, old, chatsAt } = chats;
  const over = new AbortController();
  const story: { readonly at: number; readonly text: string }[] = [];
  const tell = (text: string): void => void story.push({ at: clock.now(), text });
  const ends: Record<string, string> = {};
  /** Runs a workflow to its end; a dark region only delays whoever asks. */
  const run = async (of: string, start: () => Promise<string>): Promise<void> => {
    const arn = await insisting(chats, start);
    const { status, error, cause } = await insisting(chats, () => chats.ending(arn));
    ends[of] = error ?? status ?? "";
    tell(`${of}: ${ends[of]} ${cause ?? ""}`);
  };
  await chats.hurryPeople(240);
  world.background("canaries", () => writeCanaries(chats, over.signal));
  await clock.sleep(61_000);
  if (plan.damage) cloud.faults.add({ kind: "damaged-backup", damage: plan.damage });
  const began = clock.now();
  for (const { after, fault } of plan.faults)
    world.background("a fault to come", async () => {
      // Added when it is due: a stale read is then no older than the fault.
      await clock.sleep(after * 1_000, over.signal);
      cloud.faults.add(fault);
    });
  await run("backup", () => chats.startWorkflow(backup.name, "b1", { class: classId, requestedBy: "ada" }));
  await run("verify-backup", () =>
    chats.startWorkflow(verifyBackup.name, "v1", { class: classId, requestedBy: "ada" }),
  );
  await clock.sleep(plan.disasterAfter * 1_000);
  const before = await chatsAt(old);
  // The last millisecond before it.
  const at = Math.ceil(clock.now()) - 1;
  await befall(plan, chats);
  tell(plan.disaster);
  await clock.sleep(plan.noticedAfter * 1_000);
  const points = await insisting(chats, () => chats.points(classId));
  const point = points.find(({ copyOf }) => copyOf === undefined);
  const order =
    plan.back === "point" && point
      ? { point: point.id }
      : { time: new Date(at - (plan.back === "point" ? 0 : plan.back) * 1_000).toISOString() };
  world.background("a person", () => answer(plan, chats, over.signal));
  await run("restore", () => chats.start("r1", order));
  over.abort();
  for (const { id } of cloud.faults.active()) cloud.faults.remove(id);
  await clock.sleep(120_000);
  const judged = await judge(chats, "r1", plan, before);
  tell(`outcome ${judged.outcome}: ${(await chats.record("r1"))?.problem?.cause ?? ""}`);
  const struck = cloud.faults.struck();
  return {
    ...judged,
    plan,
    acknowledged: acknowledged.length,
    strikes: struck.length,
    ends,
    story: [
      ...story,
      ...struck.map(({ at, kind, what }) => ({ at: Date.parse(at), text: `⚡ ${kind}: ${what}` })),
    ]
      .toSorted((a, b) => a.at - b.at)
      .map(({ at, text }) => `${((at - began) / 1_000).toFixed(1).padStart(8)} ${text}`),
  };
}

/** One a minute, wherever the tasks write to. */
async function writeCanaries({ clock, tasks, world }: Chats, over: AbortSignal): Promise<void> {
  for (;;) {
    const [host = ""] = tasks.running.values();
    const login = { host, database: "openwebui", username: "", password: "" };
    await databasesOf(world)
      .writeCanary(login, clock.now())
      .catch(() => undefined);
    await clock.sleep(60_000, over);
  }
}

async function befall({ disaster }: RecoveryPlan, { old, world, chatsAt }: Chats): Promise<void> {
  const database = world.databases.at(old);
  if (disaster === "its processes end") await database?.kill();
  else if (disaster === "a table is dropped")
    await database?.transact([{ kind: "drop-table", table: "chat" }]);
  else {
    const ids = [...(await chatsAt(old))];
    await database?.transact(
      ids.filter((_, index) => index % 2 === 0).map((key) => ({ kind: "delete", table: "chat", key })),
    );
  }
}

/** A person who is asked answers as the plan says, until nobody asks any more. */
async function answer({ answers }: RecoveryPlan, chats: Chats, over: AbortSignal): Promise<void> {
  const { clock, decide, record } = chats;
  for (;;) {
    await clock.sleep(10_000, over);
    const phase = await record("r1").then(
      (found) => found?.phase,
      () => undefined,
    );
    const word = phase === "waiting-for-person" || phase === "keeping-old" ? answers[phase] : "nothing";
    if (word !== "nothing") await decide("r1", word).catch(() => undefined);
  }
}
