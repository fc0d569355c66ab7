import { app } from './app'
import { desk } from './desk'
import { domain } from './domain'
import { errors, refusals } from './errors'

export const zhHans = { app, desk, domain, errors, refusals }
