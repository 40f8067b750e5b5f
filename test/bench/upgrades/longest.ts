import { type Lineage, releases, stepsTo } from "@signalbox/local/images/open-webui/history/history";
import { migrate } from "@signalbox/local/images/open-webui/history/migrate";
import { sizeFor } from "@signalbox/local/images/open-webui/history/size";
import type { DatabasePlane } from "@signalbox/local/world/database/database-plane";
import type pg from "pg";
import { live, type OnDatabase } from "../../upgrades/live.ts";
import { rehearse } from "../../upgrades/rehearsal.ts";
import { connected, withPlane } from "../../upgrades/server.ts";
import { costOnAws } from "./cost.ts";

/** One migration, rehearsed on a clone and then done in earnest on the database that the clone was made of. */
export interface Longest {
  readonly release: string;
  readonly lineage: Lineage;
  readonly cloneSeconds: number;
  /** With both surveys and all statements. */
  readonly rehearsalSeconds: number;
  /** The migration on the clone. */
  readonly predictedSeconds: number;
  /** The migration in earnest. */
  readonly realSeconds: number;
  /** Of the database before, and how much the migration adds to it. */
  readonly bytes: number;
  readonly addedBytes: number;
}

export async function playLongest(release: string, lineage: Lineage, users: number): Promise<Longest> {
  return await withPlane(async (plane) => {
    await plane.create("serving", "openwebui");
    let from: string | undefined;
    const earlier = releases.slice(0, releases.indexOf(release));
    const onServing: OnDatabase = (work) => on(plane, "serving", work);
    for await (const { revision } of live(onServing, lineage, sizeFor(users), earlier)) from = revision;
    const cloned = await timed(() => plane.clone("rehearsal", "serving"));
    const { value: clone } = cloned;
    const bytes = await clone.sizeBytes();
    const rehearsed = await timed(() =>
      on(plane, "rehearsal", (client) => rehearse(client, { release, lineage })),
    );
    const addedBytes = (await clone.sizeBytes()) - bytes;
    await plane.remove("rehearsal");
    const real = await on(plane, "serving", (client) => migrate(client, stepsTo(release, lineage, from)));
    return {
      release,
      lineage,
      cloneSeconds: cloned.seconds,
      rehearsalSeconds: rehearsed.seconds,
      predictedSeconds: rehearsed.value.migration.seconds,
      realSeconds: real.seconds,
      bytes,
      addedBytes,
    };
  });
}

const on = async <T>(
  plane: DatabasePlane,
  name: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> => {
  const database = plane.database(name);
  if (!database) throw new Error(`there is no database ${name}`);
  return await connected(await database.url(), work);
};

async function timed<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly seconds: number }> {
  const began = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - began) / 1_000 };
}

/** Three lines for people, in seconds, megabytes and USD. */
export function longestInWords(told: Longest): string {
  const [seconds, megabytes] = [
    (one: number) => `${one.toFixed(1)} s`,
    (one: number) => `${Math.round(one / 1e6)} MB`,
  ];
  const cost = costOnAws({ workSeconds: told.rehearsalSeconds, migrationSeconds: told.predictedSeconds });
  const off = 100 * (told.predictedSeconds / told.realSeconds - 1);
  return [
    `The longest, ${told.release} (${told.lineage}): rehearsed in ${seconds(told.cloneSeconds + told.rehearsalSeconds)}, ${seconds(told.cloneSeconds)} of it the clone of ${megabytes(told.bytes)}, to which the migration added ${megabytes(told.addedBytes)}.`,
    `On AWS such a rehearsal costs at most ${cost.toFixed(2)} USD, as if its clone took all the capacity that it may.`,
    `Downtime of the migration: predicted ${seconds(told.predictedSeconds)}, real ${seconds(told.realSeconds)}, ${off < 0 ? "−" : "+"}${Math.abs(off).toFixed(0)} %.`,
  ].join("\n");
}
