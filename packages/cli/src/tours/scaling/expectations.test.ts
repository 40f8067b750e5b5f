import type { Progress } from "@signalbox/local/traffic/replay/replay";
import { expect, test } from "vitest";
import { Diary } from "./diary.ts";
import { expectations } from "./expectations.ts";
import { heightMinute, perReplica, surge } from "./surge.ts";

const progress: Progress = {
  ...{ minute: 60, ended: true, sent: 2_000, inFlight: 0, skipped: 0, refused: 0, lost: 0, late: 2 },
  ...{ losses: {}, waitP99: 2, firstByteP50: 0.2, firstByteP99: 3 },
};

/** Replicas minute by minute: one, the height's, one less for two minutes, the height's, and the end's. */
function diaryOf({ height = 6, missing = 5, end = 2 } = {}): Diary {
  const diary = new Diary();
  for (let minute = 0; minute < 60; minute++) {
    const gap = minute >= heightMinute && minute < heightMinute + 2;
    const ready = minute < 12 ? 1 : gap ? missing : minute < 45 ? height : end;
    diary.add({ at: minute * 60_000, minute, ready, paid: ready, wanted: ready, decision: undefined });
  }
  return diary;
}

const met = (more: { diary?: Diary; progress?: Partial<Progress>; taken?: number } = {}) => {
  const diary = more.diary ?? diaryOf();
  return expectations({
    diary,
    progress: { ...progress, ...more.progress },
    height: 3.7,
    first: 1,
    taken: Array.from({ length: more.taken ?? 1 }),
    interrupted: diary.looks[heightMinute - 1],
    usdPerHour: 1,
  }).map((one) => one.met);
};

const all = [true, true, true, true, true, true];
const allBut = (index: number) => all.map((_, at) => at !== index);

test("a surge that was served, with a replica replaced and few left at the end, is as it was promised", () => {
  expect(met()).toEqual(all);
});

test("each promise is broken by what it is about", () => {
  expect(met({ diary: diaryOf({ height: 3, missing: 2 }) })).toEqual(allBut(0));
  expect(met({ progress: { late: 21 } })).toEqual(allBut(1));
  expect(met({ taken: 0 })).toEqual(allBut(2));
  expect(met({ diary: diaryOf({ missing: 6 }) })).toEqual(allBut(2));
  expect(met({ diary: diaryOf({ end: 5 }) })).toEqual(allBut(3));
  expect(met({ progress: { lost: 1, losses: { cut: 1 } } })).toEqual(allBut(4));
});

test("the surge is seven times its calm, and needs more than three replicas of four slots", () => {
  const { requests } = surge();
  expect(Math.max(...requests) / (requests[0] ?? 1)).toBeGreaterThan(7);
  expect(Math.max(...requests) / perReplica(4)).toBeGreaterThan(3);
  expect(requests[heightMinute]).toBe(Math.max(...requests));
});
