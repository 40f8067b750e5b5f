/** How a text marks what is no plain word. */
export interface Marks {
  readonly plain: (text: string) => string;
  readonly code: (text: string) => string;
  readonly link: (url: string, label: string) => string;
}

/** As an e-mail has it. */
export const bare: Marks = {
  plain: (text) => text,
  code: (text) => text,
  link: (url, label) => `${label}: ${url}`,
};

/**
 * As Slack reads it (https://api.slack.com/docs/message-formatting), and Mattermost too, which takes Slack's links
 * (https://developers.mattermost.com/integrate/slash-commands/slack): three signs are written as entities, so that nothing
 * that people or AWS wrote becomes a link or calls a whole channel.
 */
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
export const chat: Marks = {
  plain: escaped,
  code: (text) => `\`${escaped(text)}\``,
  link: (url, label) => `<${escaped(url)}|${label}>`,
};

export const textOf = (lines: readonly string[]): string => lines.join("\n");
