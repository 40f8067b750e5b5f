import { firstRows } from "@signalbox/local/images/open-webui/tables";
import type { Change } from "@signalbox/local/world/database/database-plane";
import { SqlError } from "@signalbox/local/world/database/sql-error";
import { placesIn } from "../../backups/read.ts";
import type { Play } from "../scenes/scene.ts";
import { bucketOf, servingDatabase } from "./serving.ts";

/** What there is before the story begins. */
export const furniture = { users: 500, chats: 2_000, uploads: 500 } as const;

const batch = 500;
const uploadsAtOnce = 20;

/** An installation that has been used for a while: users with chats in the database, uploads in the bucket. */
export async function furnish(play: Play): Promise<void> {
  const { booted, deployment } = play;
  const database = await servingDatabase(play);
  const at = Math.floor(booted.world.clock.now() / 1_000);
  const insert = (table: string, row: Extract<Change, { kind: "insert" }>["row"]): Change => ({
    kind: "insert",
    table,
    row,
  });
  const id = (kind: string, index: number): string => `${kind}-before-${index}`;
  // What the application's first task makes, unless it was faster.
  await database.transact(firstRows(booted.world.clock.now())).catch(unlessThere);
  const users = Array.from({ length: furniture.users }, (_, index) => {
    const name = id("user", index);
    return insert("user", { id: name, name, email: `${name}@example.com`, role: "user", created_at: at });
  });
  const chats = Array.from({ length: furniture.chats }, (_, index) =>
    insert("chat", {
      id: id("chat", index),
      user_id: id("user", index % furniture.users),
      title: `Chat ${index}`,
      created_at: at,
      updated_at: at,
      archived: false,
    }),
  );
  const all = [...users, ...chats];
  for (let from = 0; from < all.length; from += batch) await database.transact(all.slice(from, from + batch));
  const bucket = bucketOf(placesIn(deployment).targets.files);
  const caller = { region: deployment.region, principal: { kind: "person" } } as const;
  for (let from = 0; from < furniture.uploads; from += uploadsAtOnce)
    await Promise.all(
      Array.from({ length: Math.min(uploadsAtOnce, furniture.uploads - from) }, (_, index) => {
        const Key = `uploads/${from + index}.txt`;
        const Body = Buffer.from(`upload ${from + index}\n`.repeat(100));
        return booted.world.call("s3", "PutObject", { Bucket: bucket, Key, Body }, caller);
      }),
    );
}

function unlessThere(error: unknown): void {
  if (!(error instanceof SqlError && error.code === "23505")) throw error;
}
