/** Where a template stands: what its names may refer to. */
export interface TemplateScope {
  readonly firstStage: boolean;
  readonly preserveContext: boolean;
  /** Ids of the stages above, in order. */
  readonly earlierStages: readonly string[];
  /** Ids of this stage and those below: reading one of them gets an error that says why. */
  readonly laterStages?: readonly string[] | undefined;
}
