/** How `together` in a session is written, and how it is said in plain words. */
export const IN_ONE_SESSION = 'in one session';
