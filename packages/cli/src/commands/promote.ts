import { decisionCommand } from "./decision.ts";

export const promote = decisionCommand("promote", {
  description: "Let a release that waits for a person go on.",
  example: [
    'signalbox promote latest --reason "checked by hand with 20 chats"',
    "let the newest release go on",
  ],
});
