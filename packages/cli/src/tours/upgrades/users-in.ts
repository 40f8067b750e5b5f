import { clientOf } from "@signalbox/local/traffic/client";
import type { LedgerSnapshot } from "@signalbox/local/traffic/ledger";
import { traffic } from "@signalbox/local/traffic/traffic";
import type { Play } from "../scenes/scene.ts";

/** Enough for a verdict in two minutes at half of them. */
const requestsPerSecond = 5;

/** Lets users come to a region that stands by, until `stop`; then says what came back. */
export function usersIn({ booted: { world, regions } }: Play, region: string) {
  const url = regions.find((each) => each.region === region)?.url ?? "";
  const client = clientOf(world.plane, url, world.clock);
  const random = world.random.fork(`users in ${region}`);
  const users = traffic({ clock: world.clock, random, client, requestsPerSecond, paths: [] });
  users.start();
  return {
    stop: async (): Promise<LedgerSnapshot> => {
      await users.stop();
      client.close();
      return users.ledger.snapshot();
    },
  };
}
