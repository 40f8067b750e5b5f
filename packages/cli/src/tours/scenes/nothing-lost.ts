import type { LedgerSnapshot } from "@signalbox/local/traffic/ledger";
import { count } from "../../render/units.ts";
import type { Expectation } from "../tour.ts";

/** Share of the requests that a busy machine may leave unsent; beyond it the traffic proves too little. */
const neverSentShare = 0.01;

/** Of the whole tour, once its last request is answered. */
export function nothingLost(traffic: readonly LedgerSnapshot[]): Expectation {
  const total = (count: (snapshot: LedgerSnapshot) => number): number =>
    traffic.reduce((sum, one) => sum + count(one), 0);
  const [sent, lost, cut] = [
    total((one) => one.sent),
    total((one) => one.lost),
    total(({ losses }) => losses.cut),
  ];
  const skipped = total((one) => one.skipped);
  return {
    promise: "no request is lost, and no stream is cut",
    met: lost === 0 && skipped <= sent * neverSentShare && sent > 0,
    seen: `${count(lost)} lost of ${count(sent)}, ${count(cut)} streams cut${skipped > 0 ? `, ${count(skipped)} never sent: the machine was too slow` : ""}`,
  };
}
