import type { Context } from "aws-lambda";

export type LambdaHandler = (event: unknown, context: Context) => Promise<unknown>;

/** A function that runs in this process. */
export interface InstalledFunction {
  readonly functionName: string;
  readonly region: string;
  readonly roleArn: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Makes the handler of one execution environment; called once for each, as the init phase calls a module. */
  load(): Promise<LambdaHandler>;
}

/** The local cloud's own door beside AWS's operations. */
export interface LambdaHost {
  /** Installs a function, or replaces it: calls that run go on, the next one starts cold. */
  install(fn: InstalledFunction): void;
}
