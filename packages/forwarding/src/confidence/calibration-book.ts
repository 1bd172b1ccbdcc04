export type { AnswerFacts, CalibrationBook, EntryKnowledge } from "@compute-proxy/calibration";
