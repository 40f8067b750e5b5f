import { setTimeout as wait } from "node:timers/promises";
import { namesOf } from "@signalbox/core/platform/names";
import type { Booted } from "@signalbox/local/boot";
import { random } from "@signalbox/local/world/random";
import pg from "pg";

/** An installation of 500 users. */
const size = { users: 500, chats: 20_000, files: 2_000 } as const;

/** Of log-normal lengths: median, in bytes or messages, and sigma. */
const shapes = {
  chat: [12_000, 1.26],
  messages: [6, 0.94],
  question: [180, 1.63],
  answer: [1_900, 0.79],
  file: [40_000, 1.2],
} as const;
const mostBytes = 4_000_000;

/** Fills the database and the bucket that serve, while the clock keeps to real time. */
export async function fill({ world, platform }: Booted): Promise<{ readonly databaseBytes: number }> {
  const caller = { region: platform.region, principal: { kind: "person" } } as const;
  const Name = namesOf(platform).connection("database-host");
  const { Parameter } = await world.call("ssm", "GetParameter", { Name }, caller);
  const database = world.databases.at(Parameter?.Value ?? "");
  const Bucket = platform.backup?.targets.files.split(":").at(-1);
  if (!database || Bucket === undefined) throw new Error("nothing serves that could be filled");
  const work = async (): Promise<void> => {
    // The application makes its tables with its first chat.
    while (!("chat" in (await database.contents()).tables)) await wait(100);
    await fillDatabase(await database.url());
    for (const upload of uploads()) await world.call("s3", "PutObject", { Bucket, ...upload }, caller);
  };
  await world.clock.hold(work());
  return { databaseBytes: await database.sizeBytes() };
}

/** Text that compresses about as far as text does: words of a small vocabulary, in no order. */
function prose(bytes: number): string {
  const chance = random(1);
  const vocabulary = Array.from({ length: 4_000 }, () => chance.hex(2 + Math.floor(chance.next() * 8)));
  const words: string[] = [];
  for (let length = 0; length < bytes; length += (words.at(-1)?.length ?? 0) + 1)
    words.push(vocabulary[Math.floor(chance.next() ** 2 * vocabulary.length)] ?? "");
  return words.join(" ").slice(0, bytes);
}

const piece = ([median, sigma]: readonly [number, number]): string =>
  `convert_from(substring(prose from 1 + (random() * 1e6)::int
     for 1 + least(${mostBytes}, exp(ln(${median}) + ${sigma} * random_normal()))::int), 'UTF8')`;

/**
 * Users with chats and messages beside those that the application writes, in its tables; a chat's JSON in a column of its own,
 * which the double has not.
 */
async function fillDatabase(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query("select setseed(0.5)");
    await client.query("create temporary table text (prose bytea)");
    await client.query("alter table text alter column prose set storage external");
    await client.query("insert into text values ($1)", [Buffer.from(prose(1_000_001 + mostBytes))]);
    await client.query(`alter table chat add column chat json`);
    await client.query(
      `insert into "user" (id, name, email, role, created_at)
       select 'bench-' || n, 'User ' || n, 'bench-' || n || '@example.com', 'user', n from generate_series(1, ${size.users}) n`,
    );
    await client.query(
      `insert into chat (id, user_id, title, created_at, updated_at, archived, chat)
       select 'bench-' || n, 'bench-' || (1 + n % ${size.users}), 'Chat ' || n, n, n, n % 10 = 0,
         json_build_object('history', ${piece(shapes.chat)})
       from generate_series(1, ${size.chats}) n, text`,
    );
    const [median, sigma] = shapes.messages;
    await client.query(
      `insert into chat_message (id, chat_id, role, content, created_at)
       select 'bench-' || n || '-' || m, 'bench-' || n, case m % 2 when 0 then 'assistant' else 'user' end,
         case m % 2 when 0 then ${piece(shapes.answer)} else ${piece(shapes.question)} end, n
       from (select n, least(600, exp(ln(${median}) + ${sigma} * random_normal()))::int as messages from generate_series(1, ${size.chats}) n) chats,
         generate_series(1, chats.messages) m, text`,
    );
    // As one is that has served: or autovacuum writes nearly all of it anew, into the log and both standbys, at any time from now.
    await client.query("vacuum (analyze)");
  } finally {
    await client.end();
  }
}

/** The uploads, one after another. */
function* uploads(): Generator<{ readonly Key: string; readonly Body: Buffer }> {
  const chance = random(2);
  const [median, sigma] = shapes.file;
  const text = Buffer.from(prose(mostBytes));
  for (let index = 0; index < size.files; index++) {
    const normal = Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next());
    const bytes = Math.min(mostBytes - 1, Math.ceil(median * Math.exp(sigma * normal)));
    const from = Math.floor(chance.next() * (mostBytes - bytes));
    yield { Key: `uploads/${index}`, Body: text.subarray(from, from + bytes) };
  }
}
