import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Ticket } from "@signalbox/core/release/turns/ticket";
import { deleteItem, getItem, type Ledger, putFirst, queryItems } from "./ledger.ts";

/** Milliseconds that a ticket outlives its wait, so that a look that comes late finds why it is over. */
const keptMs = 86_400_000;

export const readTickets = (ledger: Ledger): Promise<Ticket[]> =>
  queryItems(ledger, ledgerKeys.tickets, Ticket);

export const readTicket = (ledger: Ledger, run: string): Promise<Ticket | undefined> =>
  getItem(ledger, ledgerKeys.ticket(run), Ticket);

/** A second ticket of a run changes nothing; answers whether this is its first. */
export const drawTicket = (ledger: Ledger, ticket: Ticket): Promise<boolean> =>
  putFirst(ledger, ledgerKeys.ticket(ticket.run), {
    ...ticket,
    expires: Math.ceil((ticket.until + keptMs) / 1000),
  });

export const returnTicket = (ledger: Ledger, run: string): Promise<void> =>
  deleteItem(ledger, ledgerKeys.ticket(run));
