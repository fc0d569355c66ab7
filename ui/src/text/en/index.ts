import type { Texts } from '../words.svelte'
import { app } from './app'
import { desk } from './desk'
import { domain } from './domain'
import { errors, refusals } from './errors'
import { stockroom } from './stockroom'
import { till } from './till'

export const en: Texts = { app, desk, domain, errors, refusals, stockroom, till }
