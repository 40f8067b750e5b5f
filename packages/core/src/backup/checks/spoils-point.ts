/**
 * Errors of a run that say something of its point: AWS will not restore it, whoever asks. All others are of the day: the
 * verification has failed, and another one may go well.
 */
const ofPoint: ReadonlySet<string> = new Set(["Backup.WrongKey", "Backup.Partial", "Backup.RestoreFailed"]);

export const spoilsPoint = (error: string): boolean => ofPoint.has(error);
