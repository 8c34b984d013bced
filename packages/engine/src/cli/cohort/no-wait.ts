/** The option of every command that makes a version: it says when it is read, or at once. */
export const NO_WAIT = ['--no-wait', 'do not wait until it is built and read'] as const;
