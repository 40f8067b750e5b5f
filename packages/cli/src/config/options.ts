import { names } from "@signalbox/config/load";
import { suggestion } from "@signalbox/core/closest";
import { z } from "zod";
import { parameter } from "../command.ts";
import { usageError } from "../user-error.ts";

/** Options of the commands about the configuration. */
export const configOptions = {
  stage: parameter(
    "--stage <name>",
    `one of ${names.join(", ")}; development unless said`,
    z.string().default("development"),
  ),
  json: parameter("--json", "data alone, as JSON, on stdout", z.boolean().default(false)),
};

/** @throws {UserError} for a name that no configuration has */
export function stageNamed(name: string): string {
  if (names.includes(name)) return name;
  throw usageError(
    `there is no configuration ${name}`,
    suggestion(name, names),
    "signalbox config check --stage production; any other stage that is deployed takes development's",
  );
}
