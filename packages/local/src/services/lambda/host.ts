import type { Context } from "aws-lambda";

export type LambdaHandler = (event: unknown, context: Context) => Promise<unknown>;

/** What is configured of every function. */
export interface FunctionSettings {
  readonly functionName: string;
  readonly region: string;
  readonly roleArn: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** A function that runs in this process. */
export interface InstalledFunction extends FunctionSettings {
  /**
   * Makes the handler of one execution environment; called once for each, as the init phase calls a module. Once `killed`
   * aborts, the environment is gone, and its clients must act no more. What the handler logs, it gives to `write` line by
   * line: this process has one stdout for all.
   */
  load(killed: AbortSignal, write: (line: string) => void): Promise<LambdaHandler>;
}

/** A function whose modules lie in a folder; each of its environments is a process of its own. */
export interface FolderFunction extends FunctionSettings {
  readonly folder: string;
  /** `file.export`, the file relative to the folder and without its extension. */
  readonly handler: string;
}

/** What a function in a process of its own gets beside its own variables. */
export interface Access {
  /** The local cloud's; undefined in virtual time, which has none. */
  readonly endpoint: string | undefined;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Keys and the endpoint for one session of a function's role. */
export type AccessOf = (role: {
  readonly roleArn: string;
  readonly session: string;
  /** The function's region. */
  readonly from: string;
}) => Access;

/** The local cloud's own door beside AWS's operations. */
export interface LambdaHost {
  /** Installs a function, or replaces it: calls that run go on, the next one starts cold. */
  install(fn: InstalledFunction | FolderFunction): void;
  /** The next call of the function starts cold: its files have changed. Throws ResourceNotFoundException. */
  restart(functionName: string, region: string): void;
}
