import type { Data } from "../../engine/data.ts";
import { dataFromText, exceedsPayloadLimit } from "../../engine/data.ts";
import { AwsError } from "../error.ts";
import { violated } from "./constraint.ts";

/** An execution's input, as text that must be JSON and of at most 256 KiB. */
export function parseInput(text: string): Data {
  if (exceedsPayloadLimit(text)) throw violated(text, "input", "have length less than or equal to 262144");
  try {
    return dataFromText(text);
  } catch (error) {
    throw new AwsError(
      "InvalidExecutionInput",
      `Invalid State Machine Execution Input: '${error instanceof Error ? error.message : error}'`,
    );
  }
}
