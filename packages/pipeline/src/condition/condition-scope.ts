/** What a condition has to know about a stage. */
interface ConditionStage {
  readonly id: string;
  /** text_generation, audio_to_text, text_to_audio, embedding or custom. */
  readonly type: string;
  /** Whether its policy sets enable_quality_check. */
  readonly qualityChecked: boolean;
}

/** Where a condition stands: which stages it may ask about. */
export interface ConditionScope {
  /** The stages above, in order. */
  readonly earlierStages: readonly ConditionStage[];
  /** Ids of this stage and those below: asking about one of them gets an error that says why. */
  readonly laterStages?: readonly string[] | undefined;
}
