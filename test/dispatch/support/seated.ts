// Joining as most tests like it: no place is thrown, so that a seat is a seat.

import { type Join, NoPlace, type Question, type Seat } from '../../../src/dispatch/question.ts'

export const orThrow =
  <Parts, Answer>(join: Join<Parts, Answer>) =>
  (question: Question<Parts>): Seat<Answer> => {
    const seat = join(question)
    if (seat instanceof NoPlace) throw seat
    return seat
  }
