import type { Context } from "aws-lambda";
import type { Outcome } from "../outcome.ts";

/** What one execution environment runs a function in; it has been through its init phase. */
export interface Sandbox {
  /** One invocation; `payload` is JSON text. Never rejects. */
  invoke(payload: string, context: Context): Promise<SandboxOutcome>;
  /** Ends it at once; an invocation that runs is not answered any more. */
  stop(): void;
}

export interface SandboxOutcome extends Outcome {
  /** What the function wrote meanwhile, line by line. */
  readonly log?: readonly string[];
  /** The sandbox has ended by itself and takes no further invocation. */
  readonly ended?: true;
}

/** Which environment of which function a sandbox is started for. */
export interface Instance {
  /** `$LATEST` or a number. */
  readonly version: string;
  readonly logStreamName: string;
}
