import { lookLambdaSeconds } from "@signalbox/core/backup/run/limits";
import pg from "pg";
import { surveyAfter, surveyBefore } from "../upgrade/around-migration.ts";
import { readStatements } from "../upgrade/read-statements.ts";
import type { Databases, Login } from "./databases.ts";
import { readDatabase } from "./read-database.ts";
import { recordStatements } from "./record-statements.ts";
import { newestCanary, writeCanary } from "./write-canary.ts";

/** The server ends what a Lambda that was cut off has left behind, before the next one comes. Milliseconds. */
const lookMs = (lookLambdaSeconds - 30) * 1_000;
const answerMs = 10_000;

/** Databases by PostgreSQL's protocol; `address` says where one is, and how it is reached. */
export function databasesBy(address: (login: Login) => Promise<pg.ClientConfig>): Databases {
  const connected = async <T>(
    login: Login,
    statement_timeout: number,
    work: (client: pg.Client) => Promise<T>,
  ) => {
    const client = new pg.Client({
      application_name: "signalbox",
      connectionTimeoutMillis: answerMs,
      // A migration waits for who reads its table, and whoever comes then waits for the migration.
      lock_timeout: answerMs,
      idle_in_transaction_session_timeout: 6 * answerMs,
      statement_timeout,
      ...(await address(login)),
    });
    // A connection that breaks rejects the query that is under way; an "error" that nobody hears would end the process.
    client.on("error", () => {});
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  return {
    look: (login, transaction) => connected(login, lookMs, (client) => readDatabase(client, transaction)),
    writeCanary: (login, at) =>
      connected(login, answerMs, async (client) => {
        await writeCanary(client, at);
        await recordStatements(client);
      }),
    newestCanary: (login) => connected(login, answerMs, newestCanary),
    readStatements: (login) => connected(login, answerMs, readStatements),
    surveyBefore: (login, recorded) => connected(login, lookMs, (client) => surveyBefore(client, recorded)),
    surveyAfter: (login, before, probes) =>
      connected(login, lookMs, (client) => surveyAfter(client, before, probes)),
  };
}

/** Over TLS, with the authorities that the environment's `NODE_EXTRA_CA_CERTS` names: RDS's are none of Node's own. */
export const postgresDatabases: Databases = databasesBy(async ({ host, database, username, password }) => ({
  host,
  database,
  user: username,
  password,
  ssl: true,
}));
