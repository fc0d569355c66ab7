import type { Texts } from '../words.svelte'
import { app } from './app'
import { desk } from './desk'
import { domain } from './domain'
import { doubts, reasons } from './doubts'
import { errors, refusals } from './errors'
import { importing } from './importing'
import { members } from './members'
import { settings } from './settings'
import { stockroom } from './stockroom'
import { tablet } from './tablet'
import { till } from './till'

export const en: Texts = {
  app,
  desk,
  domain,
  doubts,
  errors,
  importing,
  members,
  reasons,
  refusals,
  settings,
  stockroom,
  tablet,
  till,
}
