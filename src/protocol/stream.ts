/** Which stream put an item in front of the annotator. `browse`: they picked it themselves, in the grid or on the map. */
export type Stream = 'strategy' | 'random' | 'coldStart' | 'browse' | 'review';
