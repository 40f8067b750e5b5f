import type { RestoreOrder } from "@signalbox/core/backup/run/restoration";
import { runs } from "../../aws/lock.ts";
import type { FunctionContext } from "../../context.ts";
import { readRestoration } from "./record.ts";

/** Whether it is a part of a restore of all that goes on: where a person had to agree to that, one has. */
export async function isAgreedTo(
  context: FunctionContext,
  { what, partOf }: Pick<RestoreOrder, "what" | "partOf">,
  run: string,
): Promise<boolean> {
  const whole =
    partOf === undefined ? undefined : await readRestoration(context, { what: "all", run: partOf });
  const isPart = whole?.parts?.some((part) => part.what === what && part.run === run) ?? false;
  return whole?.phase === "restoring" && isPart && (await runs(context.aws.sfn, whole.execution));
}
