/**
 * Base components. DESK: import from '../ui'. (Grows in the first hour; the list below is complete.)
 */
export {};
