import type { Book, Entry } from "./book.ts";
import type { Fault } from "./kinds.ts";

/** A fault that separates places. */
type Cut = Entry<Fault<"region-dark" | "region-partitioned">>;

/** What keeps a packet from its way, if anything does. */
export function cutBetween(book: Book, from: string | undefined, to: string | undefined): Cut | undefined {
  if (book.empty) return undefined;
  const dark = book
    .standing("region-dark")
    .find(({ fault: { plane, region } }) => plane === "both" && (region === from || region === to));
  return (
    dark ??
    book.standing("region-partitioned").find(({ fault: { region, other } }) => {
      if ((from === region) === (to === region)) return false;
      return other === undefined || other === (from === region ? to : from);
    })
  );
}
