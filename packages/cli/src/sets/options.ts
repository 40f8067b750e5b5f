import { z } from "zod";
import { parameter } from "../command.ts";

/** Of whatever releases several at once. */
export const setOptions = {
  reason: parameter("--reason <text>", "why, for the reports", z.string().trim().min(1).optional()),
  set: parameter(
    "--set <field=value...>",
    "fields of the policies that differ this time; signalbox release --help lists them",
    z.array(z.string()).default([]),
  ),
  dryRun: parameter(
    "--dry-run",
    "have the deployment itself say what it would do, and do nothing",
    z.boolean().default(false),
  ),
};
