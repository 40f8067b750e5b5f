import type { z } from "zod";
import type { Catcher } from "../catch.ts";
import { dataOf } from "../data.ts";
import type { Recovery } from "../recover.ts";
import type { Retrier } from "../retry.ts";
import type { pathCatcherSchema } from "./fields.ts";
import { compileOut } from "./filters.ts";

type CatcherFields = z.output<typeof pathCatcherSchema>;

/** Retry and Catch. A catcher puts the error at its ResultPath; the state's own OutputPath does not count then. */
export function compilePathRecovery(fields: {
  readonly Retry: readonly Retrier[];
  readonly Catch: readonly CatcherFields[];
}): Recovery {
  return { retriers: fields.Retry, catchers: fields.Catch.map(compileCatcher) };
}

function compileCatcher({ ErrorEquals, ResultPath, Assign, Next }: CatcherFields): Catcher {
  const out = compileOut({ ResultPath, Assign, Next });
  return { errorEquals: ErrorEquals, leave: (visit, errorOutput) => out(visit, dataOf(errorOutput)) };
}
