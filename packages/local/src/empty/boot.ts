import { type Cloud, createCloud } from "../cloud.ts";
import { openEndpoint } from "../endpoint.ts";
import { throttle } from "../gate/throttle.ts";
import { imageFor } from "../images/catalogue.ts";
import type { WorldClock } from "../world/clock.ts";
import { httpPlane } from "../world/plane/http/plane.ts";
import { random } from "../world/random.ts";
import { deployFunctions } from "./functions.ts";
import { deployMachines } from "./machines.ts";

export interface EmptyOptions {
  /** Real or accelerated: an empty cloud is there to be called through its endpoint. */
  readonly clock: WorldClock;
  /** Of the AWS endpoint; 0 takes a free one. */
  readonly port: number;
  readonly seed: number;
  /** Where the folders' functions and machines are deployed. */
  readonly region: string;
  /** A folder of Lambda functions. */
  readonly functions?: string;
  /** A folder of state machines, *.asl.json. */
  readonly machines?: string;
  /** Whether calls are held to AWS's published rates. */
  readonly throttle: boolean;
}

export interface EmptyCloud {
  readonly endpoint: string;
  readonly cloud: Cloud;
  /** ARNs of what came from the folders. */
  readonly functions: readonly string[];
  readonly machines: readonly string[];
  stop(): Promise<void>;
}

/** Brings up every service with nothing in it but what lies in the two folders. Throws where one of those is wrong. */
export async function bootEmpty(options: EmptyOptions): Promise<EmptyCloud> {
  const { clock, port, seed, region } = options;
  const plane = httpPlane({ clock, random: random(seed).fork("plane"), imageFor });
  const cloud = createCloud({ clock, seed, plane }, options.throttle ? [throttle(clock)] : []);
  const server = await openEndpoint(cloud, port);
  const stops: (() => void)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops) end();
    await server.close();
    await cloud.stop();
  };
  try {
    const functions = options.functions ? deployFunctions(cloud, region, options.functions) : undefined;
    if (functions) stops.push(functions.stop);
    const machines = options.machines ? await deployMachines(cloud, region, options.machines) : [];
    return { endpoint: server.url, cloud, functions: functions?.arns ?? [], machines, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
