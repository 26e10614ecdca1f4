// How well what is held follows the mutations of Vektis, in one word.

/**
 * `bij`: followed. `achter`: nothing was applied for too long. `hertoetsing`: the feed could not bridge a gap, so all is
 * fetched again before it counts. `onbekend`: never followed yet. `stroom-onbereikbaar`: this replica does not hear the others.
 */
export const feedstanden = ['bij', 'achter', 'hertoetsing', 'onbekend', 'stroom-onbereikbaar'] as const
export type Feedstand = (typeof feedstanden)[number]
