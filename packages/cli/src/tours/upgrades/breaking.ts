import type { LedgerSnapshot } from "@signalbox/local/traffic/ledger";
import type { Scene } from "../scenes/scene.ts";
import { breaking as expected } from "./expectations.ts";
import { upgrade } from "./upgrade.ts";
import { whyChosen } from "./why-chosen.ts";

export const breaking: Scene = {
  title: "a breaking upgrade, by maintenance cutover",
  play: async (play) => {
    const before = play.booted.traffic.ledger.snapshot();
    const upgraded = await upgrade(play, "v0.13.0", "breaking");
    const during = pagesSince(before, play.booted.traffic.ledger.snapshot());
    const { release } = upgraded;
    const { seconds = 0, predictedSeconds = 0 } = release.report?.downtime ?? {};
    return {
      did: "pushed open-webui v0.13.0, whose migration puts a column in the place of another",
      why: whyChosen(release),
      expectations: expected(upgraded, { ...during, predicted: predictedSeconds, real: seconds }),
    };
  },
};

/** The page is the load balancer's own 503. */
const pagesSince = (before: LedgerSnapshot, after: LedgerSnapshot) => {
  const pages = after.losses["503"] - before.losses["503"];
  return { pages, otherwise: after.lost - before.lost - pages };
};
