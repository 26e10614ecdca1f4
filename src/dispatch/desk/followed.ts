// A desk whose answers leave only when something else was done, outside of their turns.

import { NoPlace } from '../question.ts'
import type { Desk } from './desk.ts'

/**
 * What has to be done after a call may need a call itself. Within the turn of the first it could wait for ever:
 *   as many calls as there are turns are answered → each waits for one more call → there is no turn for it
 * @param follow gives what leaves in place of the answer; when it rejects, so does the answer
 */
export function followed<Parts, Answer>(
  desk: Desk<Parts, Answer>,
  follow: (answer: Answer) => Answer | Promise<Answer>,
): Desk<Parts, Answer> {
  return {
    ...desk,
    join: (question) => {
      const seat = desk.join(question)
      if (seat instanceof NoPlace) return seat
      const answer = seat.answer.then(follow)
      // Whoever sat here may have left by then.
      answer.catch(() => {})
      return { ...seat, answer }
    },
  }
}
