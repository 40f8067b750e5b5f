import { Looked, LookRequest } from "@signalbox/core/backup/content/look";
import { isUnreadable } from "@signalbox/core/backup/content/unreadable";
import { NamedError } from "@signalbox/core/error";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { findLogin } from "../../../database/find-login.ts";
import { postgresDatabases } from "../../../database/postgres-databases.ts";
import { step } from "../../../step.ts";
import { reasonOf } from "../../../web/reason-of.ts";
import { lookPlace, writeLook } from "../write-look.ts";

export const lookAtDatabase = step({
  name: "LookAtDatabase",
  description:
    "Reads all tables, keys and sequences of a database in one transaction that writes nothing, and writes down what it saw.",
  input: z.strictObject({
    request: LookRequest.extend({
      at: z.strictObject({ kind: z.literal("database"), cluster: z.string() }),
    }),
  }),
  output: Looked,
  allow: [
    on("databaseCluster", "rds:DescribeDBClusters"),
    on("restoredDatabase", "rds:DescribeDBClusters"),
    on("adminSecret", "secretsmanager:GetSecretValue"),
    on("backupDocuments", "s3:PutObject"),
  ],
  run: async ({ request }, context) => {
    const { run, at, transaction } = request;
    const { databases = postgresDatabases, clock } = context;
    const takenAt = Math.floor(clock.now());
    const login = await findLogin(context, at.cluster);
    const found = await databases.look(login, transaction).catch((error: unknown) => {
      throw new NamedError("Backup.NoAnswer", `${at.cluster} could not be read: ${reasonOf(error)}`);
    });
    const place = lookPlace(context, request);
    await writeLook(place, { run, takenAt: new Date(takenAt).toISOString(), found });
    // Rows of the canary are there in an empty database too.
    const tables = Object.entries(found.tables).filter(([name]) => !name.startsWith("signalbox."));
    return {
      document: place.key,
      takenAt,
      entries: tables.reduce((sum, [, table]) => sum + (isUnreadable(table) ? 0 : table.rows), 0),
      bytes: found.bytes,
      transaction: found.transaction,
      ...(found.canaryAt !== undefined && { canaryAt: found.canaryAt }),
    };
  },
});
