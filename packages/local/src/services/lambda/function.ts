import type { FunctionSettings } from "./host.ts";
import type { Instance, Sandbox } from "./sandbox/sandbox.ts";

/** A function as the service keeps it: what is configured, and how one of its environments starts. */
export interface LambdaFunction extends FunctionSettings {
  readonly description: string;
  /** `nodejs24.x` */
  readonly runtime: string;
  readonly architecture: "x86_64" | "arm64";
  /** `file.export`; absent where the handler runs in this process. */
  readonly handler?: string;
  /** Absent where the handler runs in this process. */
  readonly code?: Code;
  /** Rejects with what the init phase ended with. */
  start(instance: Instance): Promise<Sandbox>;
}

/** The modules of a function that runs in processes of its own. */
export interface Code {
  /** Where they lie; a zip file is unpacked at the first use. */
  folder(): string;
  readonly zip?: {
    readonly bytes: Uint8Array;
    /** Base64. */
    readonly sha256: string;
  };
}
