import type { GateQuestion } from "@signalbox/core/analysis/gates/gate";

export const question: GateQuestion = {
  release: {
    group: "open-webui",
    run: "2026-01-01",
    image: { repository: "open-webui", tag: "0.7.1", digest: "sha256:abc" },
    requestedBy: "ada",
  },
  side: "green",
  weight: 10,
};
