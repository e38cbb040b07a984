/** Refusals that somebody with the right may overcome by giving a reason. */
import { Problem } from '@/api/problems'
import { CREDIT } from './words'

type Send<T> = (headers: { 'Idempotency-Key': string }) => Promise<T>

/** The same request; when credit refuses it and the person may go beyond, `ask` is called for the reason as well. */
export function overruled<T>(send: Send<T>, may: () => boolean, ask: () => unknown): Send<T> {
  return (headers) =>
    send(headers).catch((error) => {
      if (error instanceof Problem && CREDIT.includes(error.code) && may()) ask()
      throw error
    })
}
