import { clientOf } from "@signalbox/local/traffic/client";
import { Ledger, type LedgerSnapshot } from "@signalbox/local/traffic/ledger";
import type { UserRequest } from "@signalbox/local/traffic/request";
import type { Play } from "../scenes/scene.ts";

const body = JSON.stringify({ model: "llama3.2:3b", messages: [{ role: "user", content: "What is new?" }] });
const question: UserRequest = {
  kind: "chat",
  method: "POST",
  path: "/api/chat",
  headers: { "content-type": "application/json", "content-length": `${body.length}` },
  body,
};

/** Puts a question to an Ollama every so many seconds of the world, until `stop`; then says what came back. */
export function fewRequests({ booted: { world } }: Play, url: string, everySeconds: number) {
  const client = clientOf(world.plane, url, world.clock);
  const ledger = new Ledger();
  const stopping = new AbortController();
  const asking = (async () => {
    while (!stopping.signal.aborted) {
      ledger.sent();
      await new Promise<void>((resolve) => {
        client.send(question, (answer) => {
          ledger.answered("chat", answer);
          resolve();
        });
      });
      await world.clock.sleep(everySeconds * 1000, stopping.signal).catch(() => {});
    }
  })();
  return {
    stop: async (): Promise<LedgerSnapshot> => {
      stopping.abort();
      await asking;
      client.close();
      return ledger.snapshot();
    },
  };
}
