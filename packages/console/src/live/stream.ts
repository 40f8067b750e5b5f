import { signal } from "@preact/signals";
import type { BusEvent, HistoryBatch, Put } from "@signalbox/core/console/documents";
import { cloud, history, take, takeEvents } from "./documents.ts";
import { hearTime, setFactor } from "./world-time.ts";

export const connection = signal<"connecting" | "live" | "lost">("connecting");

let source: EventSource | undefined;

/** Connects to the stream, also to the history of one execution; an earlier connection ends. */
export function watch(execution: string | undefined): void {
  source?.close();
  history.value = { arn: execution ?? "", events: [] };
  const query = execution === undefined ? "" : `?execution=${encodeURIComponent(execution)}`;
  source = new EventSource(`/_signalbox/stream${query}`);
  const hear = <T>(name: string, heard: (data: T, at: number) => void): void => {
    // The stream is our own server's, whose types these are.
    source?.addEventListener(name, (event: MessageEvent<string>) =>
      heard(JSON.parse(event.data) as T, event.timeStamp),
    );
  };
  source.onerror = () => {
    connection.value = "lost";
  };
  hear<{ now: number; puts: Put[]; events: BusEvent[] }>("hello", ({ now, puts, events }, at) => {
    connection.value = "live";
    history.value = { arn: execution ?? "", events: [] };
    take(puts, true);
    takeEvents(events, true);
    setFactor(cloud.value?.clock.factor ?? 1);
    hearTime(now, at);
  });
  hear<{ now: number }>("clock", ({ now }, at) => hearTime(now, at));
  hear<Put[]>("put", (puts) => {
    take(puts);
    setFactor(cloud.value?.clock.factor ?? 1);
  });
  hear<BusEvent[]>("bus", (events) => takeEvents(events));
  hear<HistoryBatch>("history", ({ arn, events }) => {
    if (arn !== history.value.arn) return;
    history.value = { arn, events: [...history.value.events, ...events] };
  });
}
