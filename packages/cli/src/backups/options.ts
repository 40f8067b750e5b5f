import { restoreTargets } from "@signalbox/core/platform/backup-places";
import { z } from "zod";
import { parameter } from "../command.ts";

/** Looked up in the deployment, which alone knows its classes. */
export const classArgument = parameter("<class>", "such as database/daily", z.string().min(1));

const oneOf = new Intl.ListFormat("en-GB", { type: "disjunction" }).format(restoreTargets);

export const targetArgument = parameter("<what>", oneOf, z.enum(restoreTargets, { error: `it is ${oneOf}` }));

/** A moment with its zone, since a moment without one is another one for every reader; answered in UTC. */
const Moment = z.iso
  .datetime({ offset: true, error: "it is a moment with its zone, such as 2026-11-21T21:59:00Z" })
  .transform((typed) => new Date(typed).toISOString());

/** What is had back: one of them. */
export const askedOptions = {
  time: parameter(
    "--time <moment>",
    "the moment to go back to, such as 2026-11-21T21:59:00Z",
    Moment.optional(),
  ),
  point: parameter(
    "--point <point>",
    "a recovery point, as signalbox backup list --class shows it",
    z.string().min(1).optional(),
  ),
};

export const reasonOption = parameter("--reason <text>", "why, for the report", z.string().trim().min(1));
