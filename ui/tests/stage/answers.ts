// Every room's answers together. A room adds its own file and one line here.
import { bookingAnswers } from './booking-answers'
import { deskAnswers } from './desk-answers'
import { importAnswers } from './import-answers'
import { memberAnswers } from './member-answers'
import type { Answers, StageSalon } from './salon'
import { settingAnswers } from './setting-answers'

export function stageAnswers(salon: StageSalon): Answers {
  return {
    ...deskAnswers(salon),
    ...bookingAnswers(salon),
    ...memberAnswers(salon),
    ...importAnswers(salon),
    ...settingAnswers(salon),
  }
}
