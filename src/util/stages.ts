/** Stage of won leads, in every pipeline. */
export const WON = 142;
/** Stage of lost leads, in every pipeline. */
export const LOST = 143;
