/** The one way to the gateway: typed by its OpenAPI document, refused requests are thrown as a Problem. */
import createClient from 'openapi-fetch'
import { language } from '@/i18n'
import { NoAnswer, problemOf, type Problem } from './problems'
import type { paths } from './schema'

/** Asked when a request is refused because the session is not good (any more): true once it is worth repeating. */
type Recovery = (problem: Problem, path: string) => Promise<boolean>
let recover: Recovery = async () => false

export function recoverWith(recovery: Recovery): void {
  recover = recovery
}

/** `fetch` that knows our session: a page waits while somebody signs in again, and loses nothing. */
export async function send(request: Request): Promise<Response> {
  request.headers.set('X-Zhanggui-CSRF', '1')
  request.headers.set('Accept-Language', language())
  const again = request.clone()
  const response = await reach(request)
  if (response.ok) return response
  const problem = await problemOf(response)
  if ((response.status === 401 || response.status === 403) && (await recover(problem, new URL(request.url).pathname))) {
    return send(again)
  }
  throw problem
}

async function reach(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new NoAnswer(String(error))
  }
}

export const api = createClient<paths>({ baseUrl: location.origin, fetch: send })

/** The content of an answer: `const page = await answered(api.GET('/api/v1/crm/customers', …))`. */
export async function answered<T>(asked: Promise<{ data?: T }>): Promise<T> {
  return (await asked).data as T
}

/** A new Idempotency-Key. */
export function newKey(): string {
  return crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
