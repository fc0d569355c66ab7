// Every room's answers together. A room adds its own file and one line here.
import { bookingAnswers } from './booking-answers'
import { deskAnswers } from './desk-answers'
import type { Answers, StageSalon } from './salon'

export function stageAnswers(salon: StageSalon): Answers {
  return { ...deskAnswers(salon), ...bookingAnswers(salon) }
}
