import { writeCanary } from "@signalbox/functions/database/write-canary";
import type { Database } from "@signalbox/local/world/database/database-plane";
import pg from "pg";

/** The tables of Open WebUI 0.10 that hold chats, as its revisions make them, and one with a sequence. */
const schema = `
  create extension if not exists pg_trgm;
  create table alembic_version (version_num varchar(32) primary key);
  insert into alembic_version values ('9a1b2c3d4e5f');
  create table "user" (id varchar(255) not null, name varchar(255) not null, email varchar(255), settings json, info json,
    created_at bigint not null, updated_at bigint not null);
  create unique index user_id on "user" (id);
  create table chat (id varchar(255) primary key, user_id varchar(255) not null, title text not null, chat json not null,
    share_id text unique, archived boolean not null, created_at bigint not null, updated_at bigint not null, meta json default '{}');
  create table chat_message (id text primary key, chat_id text not null, user_id text, role text not null, content json,
    done boolean, created_at bigint,
    constraint chat_message_chat_id_fkey foreign key (chat_id) references chat (id) on delete cascade);
  create table config (id serial primary key, data json not null, version integer not null,
    created_at timestamp not null default now());
  create table chunk (id bytea primary key, score float8, likeness real, seen timestamptz, of interval, tags text[]);
  create unlogged table scratch (id text);`;

/** Users with eight chats of six messages each; sizes of a small part of an installation of 500 users. */
const rows = (users: number) => `
  insert into "user" select 'u' || n, 'User ' || n, 'u' || n || '@example.com', '{"ui": {"theme":"dark"}}', null, n, n
    from generate_series(1, ${users}) n;
  insert into chat select 'c' || n, 'u' || (1 + n % ${users}), case n % 3 when 0 then '' else 'Chat ' || n end,
    json_build_object('history', repeat('x', 200 + n % 3000)), null, n % 10 = 0, n, n from generate_series(1, ${users * 8}) n;
  insert into chat_message select 'm' || n, 'c' || (1 + n % ${users * 8}), null, 'user', json_build_object('text', repeat('y', n % 500)),
    true, n from generate_series(1, ${users * 48}) n;
  insert into config (data, version) select '{"a": 1}', n from generate_series(1, 20) n;
  insert into chunk select decode(md5(n::text), 'hex'), n / 3.0, n / 7.0, now(), make_interval(secs => n), array['a', null, '']
    from generate_series(1, 200) n;
  insert into scratch values ('gone after a restore');`;

export async function connected(url: string): Promise<pg.Client & AsyncDisposable> {
  const client = new pg.Client(url);
  // A server that a test ends says good-bye.
  client.on("error", () => {});
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

/** Fills an empty database; its canary is of `at`. */
export async function fillOpenWebUi(url: string, users: number, at: number): Promise<void> {
  await using client = await connected(url);
  await client.query(schema);
  await client.query(rows(users));
  await writeCanary(client, at);
}

/** Where a copy of the database is, on its own server, changed by `ruin`. */
export async function ruined(database: Database, name: string, ruin: string): Promise<string> {
  const url = await database.url();
  const other = (database: string) => url.replace(/[^/]+$/, database);
  await using admin = await connected(other("postgres"));
  // PostgreSQL copies none that somebody is connected to, such as the plane.
  await admin.query(
    "select pg_terminate_backend(pid, 1000) from pg_stat_activity where datname = 'openwebui'",
  );
  await admin.query(`create database ${name} template openwebui`);
  await using client = await connected(other(name));
  await client.query(ruin);
  return other(name);
}
