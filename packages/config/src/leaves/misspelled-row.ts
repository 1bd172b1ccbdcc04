/** How one key is misspelled, and in which line of the file that has every key. */
export interface MisspelledRow {
  readonly leaf: string;
  readonly line: string;
  readonly key: string;
  readonly misspelled: string;
}
