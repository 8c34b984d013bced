export const SHORTEST_PASSWORD = 10;
export const LONGEST_PASSWORD = 128;
export const SESSION_DAYS = 30;
