/** Event ids are 26 characters that grow with time. */
export const eventId = (n: number): string => `01${n.toString(32).padStart(24, '0')}`;
