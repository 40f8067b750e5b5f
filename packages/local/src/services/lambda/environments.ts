import type { Random } from "../../world/random.ts";
import type { World } from "../../world/world.ts";
import type { LambdaFunction } from "./function.ts";
import type { Sandbox } from "./sandbox/sandbox.ts";

/** Handles one invocation at a time. */
export interface Environment {
  readonly logStreamName: string;
  readonly generation: number;
  sandbox?: Sandbox;
}

/**
 * A function's execution environments. One that is free is used again, the last used first; where none is, another
 * starts. They are never reaped for idleness: AWS does not say when it does.
 */
export class Environments {
  readonly #all = new Set<Environment>();
  readonly #free: Environment[] = [];
  readonly #world: World;
  readonly #fn: LambdaFunction;
  readonly #version: string;
  readonly #random: Random;
  #generation = 0;

  constructor(world: World, fn: LambdaFunction, version: string, random: Random) {
    this.#world = world;
    this.#fn = fn;
    this.#version = version;
    this.#random = random;
  }

  acquire(): Environment {
    const free = this.#free.pop();
    if (free) return free;
    const day = new Date(this.#world.clock.now()).toISOString().slice(0, 10).replaceAll("-", "/");
    const logStreamName = `${day}/[${this.#version}]${this.#random.hex(32)}`;
    const environment = { logStreamName, generation: this.#generation };
    this.#all.add(environment);
    return environment;
  }

  /** Gives back an environment that is sound. */
  release(environment: Environment): void {
    if (environment.generation === this.#generation) this.#free.push(environment);
    else this.drop(environment);
  }

  /** Ends one that failed or timed out. */
  drop(environment: Environment): void {
    this.#all.delete(environment);
    environment.sandbox?.stop();
  }

  /** Ends every free environment now and the others as soon as they have answered: the next call starts cold. */
  renew(): void {
    this.#generation++;
    for (const environment of this.#free.splice(0)) this.drop(environment);
  }

  /** Ends all of them at once. */
  stop(): void {
    this.#generation++;
    for (const environment of this.#all) this.drop(environment);
  }

  /** The environment's sandbox and the milliseconds that its init phase took, 0 when it is warm. */
  async init(environment: Environment): Promise<{ sandbox: Sandbox; initMs: number }> {
    if (environment.sandbox) return { sandbox: environment.sandbox, initMs: 0 };
    const { clock } = this.#world;
    const start = clock.now();
    const { logStreamName } = environment;
    const sandbox = await clock.hold(this.#fn.start({ version: this.#version, logStreamName }));
    environment.sandbox = sandbox;
    // A process of its own has paid for its start; what runs in this process pays what AWS would take.
    if (!this.#fn.handler) await clock.sleep(sandboxMs + this.#random.next() * sandboxSpreadMs);
    return { sandbox, initMs: clock.now() - start };
  }
}

/**
 * What a cold start costs beside loading the code: 100 ms to "over 1 second", mostly at the low end
 * (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html). The spread is our assumption.
 */
const sandboxMs = 100;
const sandboxSpreadMs = 200;
