/** What all commands of faults say of themselves when something is in their way. */
export const faultDoor = {
  onAws: "AWS does not break on command",
  remedy: "signalbox fault add --help names the kinds and their fields; signalbox fault list what stands",
};
