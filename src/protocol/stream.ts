/**
 * Which stream put an item in front of the annotator. `browse`: they picked it themselves, in the grid or on the map;
 * `repeat`: it was labeled before and is shown again without its label.
 */
export type Stream = 'strategy' | 'random' | 'coldStart' | 'browse' | 'review' | 'repeat';
