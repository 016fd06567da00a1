/** Arguments or files that cannot be read. The message is for the user. */
export class InputError extends Error {}
