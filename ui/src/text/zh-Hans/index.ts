import { app } from './app'
import { desk } from './desk'
import { domain } from './domain'
import { errors, refusals } from './errors'
import { stockroom } from './stockroom'
import { till } from './till'

export const zhHans = { app, desk, domain, errors, refusals, stockroom, till }
