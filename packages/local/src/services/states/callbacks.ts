import type { Data } from "../../engine/data.ts";
import { dataFromText, exceedsPayloadLimit } from "../../engine/data.ts";
import { StatesError } from "../../engine/error.ts";
import type { Tokens, Waiter } from "../../engine/tokens.ts";
import { isToken } from "../../engine/tokens.ts";
import { AwsError } from "../error.ts";
import type { Input } from "../service.ts";
import { violated } from "./constraint.ts";

/** The three answers to a task token; each is refused once the task has ended. */
export function callbacks(tokens: Tokens) {
  return {
    success: ({ taskToken, output }: Input<"states", "SendTaskSuccess">): object => {
      const waiter = waiting(tokens, taskToken);
      waiter.succeed(parseOutput(output ?? ""));
      return {};
    },
    failure: ({ taskToken, error, cause }: Input<"states", "SendTaskFailure">): object => {
      waiting(tokens, taskToken).fail(new StatesError(error, cause));
      return {};
    },
    heartbeat: ({ taskToken }: Input<"states", "SendTaskHeartbeat">): object => {
      waiting(tokens, taskToken).heartbeat();
      return {};
    },
  };
}

function waiting(tokens: Tokens, token = ""): Waiter {
  const waiter = tokens.waiter(token);
  if (waiter) return waiter;
  if (tokens.state(token) === "expired")
    throw new AwsError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
  if (isToken(token))
    throw new AwsError("TaskDoesNotExist", "Task Does Not Exist: 'Provided task does not exist'");
  throw new AwsError("InvalidToken", "Invalid Token: 'Invalid token'");
}

function parseOutput(text: string): Data {
  if (exceedsPayloadLimit(text)) throw violated(text, "output", "have length less than or equal to 262144");
  try {
    return dataFromText(text);
  } catch (error) {
    throw new AwsError(
      "InvalidOutput",
      `Invalid Output: '${error instanceof Error ? error.message : error}'`,
    );
  }
}
