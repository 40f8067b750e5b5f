/**
 * The page with `content` in place of what stood between two lines that stay. Several places may share `close`: the first
 * one after `open` counts. Throws an Error where the page lacks the lines.
 */
export function betweenMarkers(page: string, open: string, close: string, content: string): string {
  const start = page.indexOf(open);
  const end = page.indexOf(close, start);
  if (start < 0 || end < 0) throw new Error(`the page needs the lines ${open} and ${close}`);
  return `${page.slice(0, start + open.length)}\n${content}\n${page.slice(end)}`;
}
