/** Something wrong at a place of a text. */
export interface Complaint {
  /** In UTF-16 units from the beginning. */
  readonly offset: number;
  readonly message: string;
  /** The alias through which the place was reached, when the value is written elsewhere. */
  readonly through?: AliasSite | undefined;
}

/** Where a value that is written elsewhere is used. */
export interface AliasSite {
  readonly name: string;
  readonly offset: number;
}
