import { announce } from "./announcer.tsx";
import { Icon } from "./icon.tsx";

/** A command line with a button that copies it. */
export function CopyCommand({ command, label = "Copy as command" }: { command: string; label?: string }) {
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(command);
    announce("Copied");
  };
  return (
    <div class="command">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <code tabIndex={0}>{command}</code>
      <button type="button" class="quiet" onClick={() => void copy()}>
        <Icon name="copy" />
        {label}
      </button>
    </div>
  );
}
