import type { Texts } from '../words.svelte'
import { app } from './app'
import { desk } from './desk'
import { domain } from './domain'
import { errors, refusals } from './errors'

export const en: Texts = { app, desk, domain, errors, refusals }
