import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Token } from "@signalbox/core/ledger/records";
import { getItem, workLedgerOf } from "@signalbox/functions/aws/ledger";
import type { Chats } from "../workflows/chats.fixture.ts";
import { names } from "../workflows/deployment.fixture.ts";
import { type Invariant, underTest } from "./workflow.ts";

/** What another hand writes into the parameter: neither the old nor the restored. */
export const third = "other.example";

/** The cluster that a host leads to. */
const clusterAt = (host: string): string => host.split(".")[0] ?? "";

const oneDatabase: Invariant<Chats> = {
  says: "all tasks run on one database, the old or the restored one, and the parameter holds that one",
  holds: async ({ laptop: { held, old, tasks, record }, fault }) => {
    const hosts = [...tasks.running.values()];
    const [host = ""] = hosts;
    const value = await held();
    const beside = (await record(underTest))?.beside;
    return (
      hosts.length === 2 &&
      hosts.every((one) => one === host) &&
      (host === old || clusterAt(host) === beside) &&
      (value === host || (fault === "wrong-state" && value === third))
    );
  },
};

const nothingLeft: Invariant<Chats> = {
  says: "no cluster is left but the old one, and a restored one that serves, or that the record names as kept",
  holds: async ({ laptop: { clusters, record } }) => {
    const { outcome, beside = "", problem } = (await record(underTest)) ?? {};
    const isKnown = outcome !== "failed" || problem?.cause.includes(beside) === true;
    const left = (await clusters()).filter((one) => one !== names.database);
    return left.length === 0 || (left.length === 1 && left[0] === beside && isKnown);
  },
};

const leases: Invariant<Chats> = {
  says: "the lease and the group's lock are free, or go with the run that could not give them back",
  holds: async ({ laptop, state = "" }) =>
    (await laptop.owners()).every((owner) => owner === undefined) || state.startsWith("End"),
};

const noToken: Invariant<Chats> = {
  says: "nobody is asked any more",
  holds: async ({ laptop }) => {
    const ledger = workLedgerOf(laptop, "restore", "database");
    const { phase } = (await laptop.record(underTest)) ?? {};
    return phase === "ended" || (await getItem(ledger, ledgerKeys.token(underTest), Token)) === undefined;
  },
};

/** Which one serves at the end of an outcome. */
const servesAfter = new Map([
  ["restored", "restored"],
  ["gone-back", "old"],
  ["failed", "old"],
  ["refused", "old"],
]);

/** A failure that says itself that what serves is not the old one. */
const staysThere = ["Backup.ConnectionChanged", "Backup.NotBack"];

const recorded: Invariant<Chats> = {
  says: "the record says how it ended, and the old or the restored one serves as it says",
  holds: async ({ laptop: { old, record, tasks }, state = "" }) => {
    const { outcome, problem } = (await record(underTest)) ?? {};
    if (outcome === undefined) return state.startsWith("End") || state === "Plan";
    const serves = tasks.running.values().every((host) => host === old) ? "old" : "restored";
    return staysThere.includes(problem?.error ?? "") || servesAfter.get(outcome) === serves;
  },
};

const nothingLost: Invariant<Chats> = {
  says: "what was acknowledged before the moment is in the restored one, and what users were told of since then is where it serves",
  holds: async ({ laptop: { acknowledged, chatsAt, old, record } }) => {
    const { at = 0, beside = "" } = (await record(underTest)) ?? {};
    const host = [...new Set(acknowledged.map((one) => one.host))].find((one) => clusterAt(one) === beside);
    // Nobody has written to it: it did not serve.
    if (host === undefined) return true;
    const there = await chatsAt(host);
    return acknowledged.every((one) => (one.host === old && one.at > at) || there.has(one.id));
  },
};

export const always = [oneDatabase, nothingLeft, leases, noToken, recorded, nothingLost];
