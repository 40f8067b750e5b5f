import { expect, test } from "vitest";
import type { Answer } from "../world/plane/answer.ts";
import { Ledger } from "./ledger.ts";

const answered = (status: number, revision?: string): Answer => ({
  kind: "answered",
  status,
  revision,
  firstByteSeconds: 0.1,
  lastByteSeconds: 0.3,
});

const ledgerOf = (...answers: Answer[]) => {
  const ledger = new Ledger();
  for (const answer of answers) {
    ledger.sent();
    ledger.answered("chat", answer);
  }
  return ledger.snapshot();
};

test("lost is what the client saw as a connection error, 502, 503, 504 or a cut stream, and nothing else", () => {
  const snapshot = ledgerOf(
    answered(200, "v1"),
    answered(404, "v1"),
    answered(500, "v2"),
    answered(502),
    answered(503, "v2"),
    answered(504),
    { kind: "cut", status: 200, revision: "v2" },
    { kind: "connection-error", message: "ECONNREFUSED" },
  );
  expect(snapshot).toMatchObject({
    sent: 8,
    inFlight: 0,
    lost: 5,
    losses: { "connection-error": 1, cut: 1, "502": 1, "503": 1, "504": 1 },
    total: { answered: 6, faults: 1, lost: 5 },
  });
});

test("a faulty revision's 500 is a fault of its own, apart from what was lost and from the latencies", () => {
  const { byRevision } = ledgerOf(answered(200, "v1"), answered(500, "v2"), answered(503, "v2"));
  expect(byRevision.v1).toMatchObject({ answered: 1, faults: 0, lost: 0, firstByte: { count: 1 } });
  expect(byRevision.v2).toMatchObject({ answered: 2, faults: 1, lost: 1, firstByte: { count: 0 } });
});

test("what is sent and not answered is in flight", () => {
  const ledger = new Ledger();
  ledger.sent();
  ledger.sent();
  ledger.answered("config", answered(200));
  expect(ledger.snapshot()).toMatchObject({ sent: 2, inFlight: 1 });
});

test("revisions without end are counted together past the fiftieth", () => {
  const { byRevision } = ledgerOf(...Array.from({ length: 60 }, (_, index) => answered(200, `v${index}`)));
  expect(Object.keys(byRevision)).toHaveLength(51);
  expect(byRevision.others?.answered).toBe(10);
});
