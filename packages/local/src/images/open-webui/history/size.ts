/** Open WebUI's own counts for 500 named users after 18 months, here for one: assumptions, but for chats and messages. */
export interface Size {
  readonly users: number;
  /** So many rows for as many users; at least one. */
  of(countFor500: number): number;
}

export const sizeFor = (users: number): Size => ({
  users,
  of: (count) => Math.max(1, Math.round((count * users) / 500)),
});
