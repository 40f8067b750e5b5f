import type { FunctionSettings } from "./host.ts";
import type { Instance, Sandbox } from "./sandbox/sandbox.ts";

/** A function as the service keeps it: what is configured, and how one of its environments starts. */
export interface LambdaFunction extends FunctionSettings {
  readonly description: string;
  /** `nodejs24.x` */
  readonly runtime: string;
  /** `file.export`; absent where the handler runs in this process. */
  readonly handler?: string;
  /** Of a function that came as a zip file. */
  readonly zip?: Zip;
  /** Rejects with what the init phase ended with. */
  start(instance: Instance): Promise<Sandbox>;
}

export interface Zip {
  readonly bytes: number;
  /** Base64. */
  readonly sha256: string;
  /** The folder that it is unpacked to, made at the first use. */
  folder(): string;
}
