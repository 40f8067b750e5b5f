import type { Random } from "../../world/random.ts";
import type { World } from "../../world/world.ts";
import type { InstalledFunction, LambdaHandler } from "./host.ts";

/** Handles one invocation at a time. */
export interface Environment {
  readonly logStreamName: string;
  handler?: LambdaHandler;
}

/**
 * A function's execution environments. One that is free is used again, the last used first; where none is, another
 * starts. They are never reaped for idleness: AWS does not say when it does.
 */
export class Environments {
  readonly #free: Environment[] = [];
  readonly #world: World;
  readonly #fn: InstalledFunction;
  readonly #random: Random;

  constructor(world: World, fn: InstalledFunction, random: Random) {
    this.#world = world;
    this.#fn = fn;
    this.#random = random;
  }

  acquire(): Environment {
    const day = new Date(this.#world.clock.now()).toISOString().slice(0, 10).replaceAll("-", "/");
    return this.#free.pop() ?? { logStreamName: `${day}/[$LATEST]${this.#random.hex(32)}` };
  }

  /** Gives back an environment that is sound; one that failed or timed out is dropped by not giving it back. */
  release(environment: Environment): void {
    this.#free.push(environment);
  }

  /** The environment's handler and the milliseconds that its init phase took, 0 when it is warm. */
  async init(environment: Environment): Promise<{ handler: LambdaHandler; initMs: number }> {
    if (environment.handler) return { handler: environment.handler, initMs: 0 };
    const { clock } = this.#world;
    const start = clock.now();
    const handler = await clock.hold(this.#fn.load());
    await clock.sleep(sandboxMs + this.#random.next() * sandboxSpreadMs);
    environment.handler = handler;
    return { handler, initMs: clock.now() - start };
  }
}

/**
 * What a cold start costs beside loading the code: 100 ms to "over 1 second", mostly at the low end
 * (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html). The spread is our assumption.
 */
const sandboxMs = 100;
const sandboxSpreadMs = 200;
